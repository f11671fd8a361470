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
    /// The name, which has no text here.
    case undefined(String)
    /// A variable whose text needs itself.
    case circular(String)
    /// `${` without `}`.
    case unclosed
    /// More than `lengthLimit` or `expansionLimit` allow.
    case tooLarge
  }

  /// Characters that a value can come to.
  private static let lengthLimit = 100_000
  /// Variables that one value can need, each time counted, and how deep they can lie in each other.
  private static let expansionLimit = 10_000
  private static let depthLimit = 100

  /// The text with each `${name}` replaced; `$${` stands for a literal `${`.
  package func expand(_ text: String) throws(Failure) -> String {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    var budget = Self.expansionLimit
    return try expand(text, within: [], &budget)
  }

  private func expand(
    _ text: String,
    within names: [String],
    _ budget: inout Int
  ) throws(Failure) -> String {
    var result = ""
    // By scalars: a combining mark behind a brace is no part of it.
    var rest = text.unicodeScalars[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += String(rest[..<dollar])
      rest = rest[dollar...]
      if rest.starts(with: "$${".unicodeScalars) {
        result += "${"
        rest = rest.dropFirst(3)
      } else if rest.starts(with: "${".unicodeScalars) {
        guard let close = rest.firstIndex(of: "}") else { throw .unclosed }
        let name = String(rest[rest.index(rest.startIndex, offsetBy: 2)..<close])
        result += try value(of: name, within: names, &budget)
        guard result.utf8.count <= Self.lengthLimit else { throw .tooLarge }
        rest = rest[rest.index(after: close)...]
      } else {
        result += "$"
        rest = rest.dropFirst()
      }
    }
    return result + String(rest)
  }

  private func value(
    of name: String,
    within names: [String],
    _ budget: inout Int
  ) throws(Failure) -> String {
    guard !names.contains(name) else { throw .circular(name) }
    guard let text = texts[name] else { throw .undefined(name) }
    budget -= 1
    guard budget >= 0, names.count < Self.depthLimit else { throw .tooLarge }
    return try expand(text, within: names + [name], &budget)
  }
}
