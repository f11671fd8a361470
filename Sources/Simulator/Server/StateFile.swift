internal import Foundation

/// Reads and writes the JSON of a state file; a seed has the same form.
enum StateFile {
  /// The state a simulator begins with: the state file if there is one, else the seed, else nothing.
  static func initialState(
    _ configuration: SimulatorConfiguration
  ) throws(SimulatorError) -> CloudState {
    if let path = configuration.stateFile, FileManager.default.fileExists(atPath: path) {
      return try read(path)
    }
    return try configuration.seedFile.map(read) ?? CloudState()
  }

  private static func read(_ path: String) throws(SimulatorError) -> CloudState {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw .unreadableFile(path, error.localizedDescription)
    }
    do {
      return try JSONDecoder().decode(CloudState.self, from: data)
    } catch let error as DecodingError {
      let (place, trouble) = error.explanation
      throw .malformedState(path, place, trouble)
    } catch {
      throw .malformedState(path, "", error.localizedDescription)
    }
  }

  /// Replaces the file in one step, so that a reader sees the old or the new state whole.
  static func write(_ state: CloudState, to path: String) throws(SimulatorError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try encoder.encode(state).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .unwritableFile(path, error.localizedDescription)
    }
  }
}

extension DecodingError {
  /// The place, such as `regions.eu-west-1.pools[0]`, and what is wrong there.
  fileprivate var explanation: (place: String, trouble: String) {
    switch self {
    case .keyNotFound(let key, let context):
      (context.place, "'\(key.stringValue)' is missing")
    case .typeMismatch(let type, let context):
      (context.place, "is not a \(type)")
    case .valueNotFound(let type, let context):
      (context.place, "is null instead of a \(type)")
    case .dataCorrupted(let context):
      (context.place, context.debugDescription)
    @unknown default:
      ("", String(describing: self))
    }
  }
}

extension DecodingError.Context {
  fileprivate var place: String {
    codingPath.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += (text.isEmpty ? "" : ".") + key.stringValue
      }
    }
  }
}
