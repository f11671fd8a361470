internal import Diagnostics
internal import Resources

extension PlanDocument {
  /// A value of an attribute: null, a string, a boolean, an array of strings, or an object for what
  /// only a step's answer will tell.
  ///
  /// A member of a set, such as an originator of a pool, is `true`.
  enum Value: Equatable, Sendable {
    /// `null`.
    case unset
    /// A string.
    case text(String)
    /// `true` or `false`; a member of a set is `true`.
    case flag(Bool)
    /// An array of strings, in the order to show.
    case list([String])
    /// `{"knownAfterApply": true}`.
    case knownAfterApply

    /// Being a member of a set becomes `true`.
    init(_ value: AttributeValue) {
      self =
        switch value {
        case .unset: .unset
        case .text(let text): .text(text)
        case .flag(let flag): .flag(flag)
        case .list(let items): .list(items)
        case .present: .flag(true)
        case .knownAfterApply: .knownAfterApply
        }
    }

    /// For sentences: texts in quotes, control characters escaped.
    var quoted: String {
      switch self {
      case .unset: "unset"
      case .text(let text): "\"\(DisplayText.escape(text))\""
      case .flag(let flag): "\(flag)"
      case .list(let items): "[\(items.map(DisplayText.escape).joined(separator: ", "))]"
      case .knownAfterApply: "known only after apply"
      }
    }
  }
}

extension PlanDocument.Value: Codable {
  private enum CodingKeys: CodingKey {
    case knownAfterApply
  }

  /// Throws `DecodingError` for a number, and for an object that is not `{"knownAfterApply": ...}`.
  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: CodingKeys.self) {
      _ = try container.decode(Bool.self, forKey: .knownAfterApply)
      self = .knownAfterApply
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .unset
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .list(try container.decode([String].self))
    }
  }

  /// Writes the forms that the cases name.
  func encode(to encoder: any Encoder) throws {
    if self == .knownAfterApply {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(true, forKey: .knownAfterApply)
      return
    }
    var container = encoder.singleValueContainer()
    switch self {
    case .unset, .knownAfterApply: try container.encodeNil()
    case .text(let text): try container.encode(text)
    case .flag(let flag): try container.encode(flag)
    case .list(let items): try container.encode(items)
    }
  }
}
