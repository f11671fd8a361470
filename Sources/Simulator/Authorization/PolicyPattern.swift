/// A text of a policy in which `*` stands for any run of characters and `?` for any one of them.
struct PolicyPattern: Sendable, Equatable {
  private let pattern: [Character]
  private let ignoresCase: Bool

  /// Actions are compared without regard to case, ARNs and values with it.
  init(_ text: String, ignoringCase: Bool = false) {
    pattern = Array(ignoringCase ? text.lowercased() : text)
    ignoresCase = ignoringCase
  }

  /// Whether the whole of `text` matches.
  func matches(_ text: String) -> Bool {
    let text = Array(ignoresCase ? text.lowercased() : text)
    var position = 0
    var index = 0
    // Where to go on when what follows the last star does not fit.
    var star: (position: Int, index: Int)?
    while index < text.count {
      if position < pattern.count, pattern[position] == "*" {
        star = (position, index)
        position += 1
      } else if position < pattern.count,
        pattern[position] == "?" || pattern[position] == text[index]
      {
        position += 1
        index += 1
      } else if let last = star {
        star = (last.position, last.index + 1)
        position = last.position + 1
        index = last.index + 1
      } else {
        return false
      }
    }
    return pattern[position...].allSatisfy { $0 == "*" }
  }
}
