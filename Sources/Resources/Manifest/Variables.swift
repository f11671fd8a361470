/// The values that `${name}` stands for in one region.
package struct Variables: Sendable {
  /// `region`, `account`, `partition` and `project`, which a manifest cannot set.
  package static let builtInNames: Set<String> = ["account", "partition", "project", "region"]

  /// What a name must match, so that an environment variable can be named after it.
  static let namePattern = "^[A-Za-z_][A-Za-z0-9_]*$"

  /// Whether a text can be a name.
  package static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else {
      return false
    }
    return text.unicodeScalars.allSatisfy { $0.isNameScalar && $0 != "-" }
  }

  /// Texts by name, built-in ones included; the texts themselves may hold `${...}`.
  private let texts: [String: String]
  /// Names that other regions or accounts have.
  let elsewhere: Set<String>
  /// The region, and the account if there are several.
  let place: String

  package init(_ texts: [String: String], elsewhere: Set<String> = [], place: String = "") {
    self.texts = texts
    self.elsewhere = elsewhere
    self.place = place
  }

  /// Every name that can be written, in order.
  package var names: [String] { texts.keys.sorted() }

  /// Why a text could not be expanded.
  package enum Failure: Error, Equatable {
    case undefined(String)
    /// A variable whose text needs itself.
    case circular(String)
    /// `${` without `}`.
    case unclosed
  }

  /// The text with each `${name}` replaced; `$${` stands for a literal `${`.
  package func expand(_ text: String) throws(Failure) -> String {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    return try expand(text[...], within: [])
  }

  private func expand(_ text: Substring, within names: Set<String>) throws(Failure) -> String {
    var result = ""
    var rest = text
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...]
      if rest.hasPrefix("$${") {
        result += "${"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${") {
        guard let close = rest.firstIndex(of: "}") else { throw .unclosed }
        let name = String(rest[rest.index(rest.startIndex, offsetBy: 2)..<close])
        result += try value(of: name, within: names)
        rest = rest[rest.index(after: close)...]
      } else {
        result += "$"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }

  private func value(of name: String, within names: Set<String>) throws(Failure) -> String {
    guard !names.contains(name) else { throw .circular(name) }
    guard let text = texts[name] else { throw .undefined(name) }
    return try expand(text[...], within: names.union([name]))
  }
}
