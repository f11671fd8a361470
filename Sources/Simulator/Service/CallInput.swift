/// The members of a request that was found to fit the API description.
struct CallInput: Sendable {
  /// As they were sent.
  let members: JSONObject

  /// A text that may be left out.
  subscript(_ name: String) -> String? { members[name]?.text }

  /// A text that the description requires.
  func text(_ name: String) throws(SimulatedError) -> String {
    guard let text = members[name]?.text else {
      throw .invalid("MISSING_PARAMETER", name, "is required")
    }
    return text
  }

  /// A truth value that may be left out.
  func flag(_ name: String) -> Bool? { members[name]?.flag }

  /// A number of seconds that may be left out.
  func timestamp(_ name: String) -> Double? { members[name]?.numeric }

  /// A list of texts, or nil when it is left out.
  func texts(_ name: String) -> [String]? { members[name]?.elements?.compactMap(\.text) }

  /// A list of objects; empty when it is left out.
  func objects(_ name: String) -> [JSONObject] {
    members[name]?.elements?.compactMap(\.fields) ?? []
  }

  /// Whether the member is there at all.
  func has(_ name: String) -> Bool {
    members[name] != nil && members[name] != .null
  }
}
