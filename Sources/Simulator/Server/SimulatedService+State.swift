package import Foundation

extension SimulatedService {
  /// Everything there is, in the form of a state file.
  package func stateFile() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(state)
  }
}
