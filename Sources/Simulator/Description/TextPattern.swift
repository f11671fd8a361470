internal import Foundation

/// A `pattern` of the API description, to be matched by a whole text.
///
/// Most of them are one character class repeated, such as `[A-Za-z0-9_:/-]+`. Those are tested
/// without a regular expression, since a rule set has hundreds of country codes.
struct TextPattern: Sendable {
  private enum Form: Sendable {
    /// One class of ASCII characters, and how often it may come.
    case run(Set<UInt8>, ClosedRange<Int>)
    case expression(NSRegularExpression)
  }

  /// As the description writes it.
  let source: String
  private let form: Form

  /// Nil when it is not a regular expression.
  init?(_ source: String) {
    self.source = source
    if let run = CharacterRun(source) {
      form = .run(run.characters, run.count)
    } else if let expression = try? NSRegularExpression(pattern: "^(?:\(source))$") {
      form = .expression(expression)
    } else {
      return nil
    }
  }

  /// Whether the whole text matches.
  func matches(_ text: String) -> Bool {
    switch form {
    case .run(let characters, let count):
      return count.contains(text.utf8.count) && text.utf8.allSatisfy { characters.contains($0) }
    case .expression(let expression):
      let whole = NSRange(location: 0, length: text.utf16.count)
      return expression.firstMatch(in: text, range: whole)?.range == whole
    }
  }
}

/// `[...]+`, `[...]*` or `[...]{N}` with plain characters and ranges inside.
private struct CharacterRun {
  var characters: Set<UInt8>
  var count: ClosedRange<Int>

  init?(_ source: String) {
    let bytes = Array(source.utf8)
    guard bytes.first == UInt8(ascii: "["), let end = bytes.firstIndex(of: UInt8(ascii: "]")) else {
      return nil
    }
    switch String(decoding: bytes[(end + 1)...], as: UTF8.self) {
    case "+": count = 1...Int.max
    case "*": count = 0...Int.max
    case "{2}": count = 2...2
    default: return nil
    }
    characters = []
    var inside = bytes[1..<end]
    while let first = inside.popFirst() {
      // Classes with escapes are left to the regular expression.
      guard first != UInt8(ascii: "\\"), first < 0x80 else { return nil }
      if inside.count >= 2, inside.first == UInt8(ascii: "-"), let last = inside.dropFirst().first {
        guard first <= last else { return nil }
        characters.formUnion(first...last)
        inside = inside.dropFirst(2)
      } else {
        characters.insert(first)
      }
    }
  }
}
