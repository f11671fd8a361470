/// The service's own words, made fit for one line.
///
/// What refuses a signature prints the request that it should have been, session token and all. So only the
/// first line of any message is taken, and of those that tell of signatures only the first sentence.
enum ServiceWords {
  /// Characters of a message that are kept.
  static let messageLimit = 1_000
  /// Characters of a code, an id or a name that are kept.
  static let nameLimit = 256

  // What a message has in it that prints a request.
  private static let marks = ["anonical", "String-to-Sign", "string to sign", "StringToSign"]

  /// A message's first line; `isAboutCredentials` takes its first sentence only.
  static func message(_ text: String, isAboutCredentials: Bool) -> String {
    let trimmed = text.drop { $0.isWhitespace }
    let line = trimmed.prefix { !$0.isNewline }
    let isCutOff = isAboutCredentials || marks.contains { line.contains($0) }
    let words = isCutOff ? line.firstSentence : String(line)
    return shortened(words, to: messageLimit)
  }

  /// A code, an id or a name; nil for an empty one.
  static func name(_ text: String?) -> String? {
    text.flatMap { $0.isEmpty ? nil : shortened($0, to: nameLimit) }
  }

  private static func shortened(_ text: String, to limit: Int) -> String {
    text.count > limit ? "\(text.prefix(limit))..." : text
  }
}

extension Substring {
  /// Up to the first full stop that a space follows, or to the colon before one.
  fileprivate var firstSentence: String {
    var end = startIndex
    while end < endIndex {
      let next = index(after: end)
      let isEnd = self[end] == "." || self[end] == ":"
      if isEnd, next == endIndex || self[next].isWhitespace {
        return String(self[end] == "." ? self[...end] : self[..<end])
      }
      end = next
    }
    return String(self)
  }
}
