/// What keeps a simulator from being set up or started.
package enum SimulatorError: Error, Sendable, CustomStringConvertible {
  /// Not `NAME=VALUE`.
  case malformedAssumption(String)
  /// The name that no switch has.
  case unknownAssumption(String)
  /// The switch, and the value that it does not have.
  case unknownAssumptionValue(Assumption, String)
  /// The text of a `--fault` and what is wrong with it.
  case malformedFault(String, String)
  /// The path, and what the system says.
  case unreadableFile(String, String)
  /// File, place inside it such as `regions.eu-west-1.pools[0]`, and the trouble.
  case malformedState(String, String, String)
  /// File, place inside it such as `Statement[0].Action`, and the trouble.
  case malformedPolicy(String, String, String)
  /// The path, and what the system says.
  case unwritableFile(String, String)
  /// `start(port:)` was called twice without `stop()` between.
  case alreadyStarted
  /// The port that was asked for, which may be 0, and what the system says.
  case cannotListen(port: UInt16, String)

  /// One line for people, without a full stop.
  package var description: String {
    switch self {
    case .malformedAssumption(let text):
      "'\(text)' is not an assumption; write NAME=VALUE, for example pool-create=immediate"
    case .unknownAssumption(let name):
      "there is no assumption '\(name)'; known are "
        + SimulatorAssumptions.all.map(\.name).sorted().joined(separator: ", ")
    case .unknownAssumptionValue(let assumption, let value):
      "'\(value)' is not a value of the assumption '\(assumption.name)'; it can be "
        + assumption.values.joined(separator: " or ")
    case .malformedFault(let text, let trouble): "'\(text)' is not a fault: \(trouble)"
    case .unreadableFile(let path, let trouble): "cannot read \(path): \(trouble)"
    case .malformedState(let path, let place, let trouble),
      .malformedPolicy(let path, let place, let trouble):
      "\(path): \(place.isEmpty ? "" : place + ": ")\(trouble)"
    case .unwritableFile(let path, let trouble): "cannot write \(path): \(trouble)"
    case .alreadyStarted: "the simulator is already running"
    case .cannotListen(let port, let trouble): "cannot listen on 127.0.0.1:\(port): \(trouble)"
    }
  }
}
