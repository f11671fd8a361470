/// The chosen value of every switch; those not chosen have their default.
package struct SimulatorAssumptions: Sendable, Equatable {
  private var chosen: [String: String] = [:]

  /// All defaults.
  package init() {}

  /// Every switch there is, by topic.
  package static let all: [Assumption] =
    Assumption.ofTheProtocol + Assumption.ofNumbersAndPools + Assumption.ofKeywords
    + Assumption.ofSenderIDs + Assumption.ofProtectConfigurations
    + Assumption.ofConfigurationSets + Assumption.ofOptOutLists

  /// The value of a switch.
  package subscript(_ assumption: Assumption) -> String {
    get { chosen[assumption.name] ?? assumption.defaultValue }
    set {
      precondition(assumption.values.contains(newValue), "\(assumption.name) has no \(newValue)")
      chosen[assumption.name] = newValue
    }
  }

  /// Whether a switch stands at a value, which must be one it has.
  func holds(_ assumption: Assumption, _ value: String) -> Bool {
    precondition(assumption.values.contains(value), "\(assumption.name) has no \(value)")
    return self[assumption] == value
  }

  /// Applies `NAME=VALUE`, for example `pool-create=immediate`.
  package mutating func set(parsing text: String) throws(SimulatorError) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw .malformedAssumption(text) }
    guard let assumption = Self.all.first(where: { $0.name == parts[0] }) else {
      throw .unknownAssumption(parts[0])
    }
    guard assumption.values.contains(parts[1]) else {
      throw .unknownAssumptionValue(assumption, parts[1])
    }
    self[assumption] = parts[1]
  }
}
