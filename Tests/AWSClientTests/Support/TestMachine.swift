import AWSClient
import Foundation

/// A machine of texts: variables, files and programs as a test wants them.
struct TestMachine: Sendable {
  /// One of its files.
  enum File: Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    case text(String)
    case unreadable

    init(stringLiteral text: String) { self = .text(text) }
  }

  var variables: [String: String] = [:]
  /// By absolute path.
  var files: [String: File] = [:]
  /// What command lines print.
  var programs: [String: ProcessOutcome] = [:]
  /// What was written, in order: a path and the text.
  let written = Collector<[String]>()

  /// One with AWS's two shared files; nil leaves one out.
  init(
    variables: [String: String] = [:],
    config: File? = nil,
    credentials: File? = nil,
    files: [String: File] = [:],
    programs: [String: ProcessOutcome] = [:]
  ) {
    self.variables = variables
    self.files = files
    self.programs = programs
    if let config { self.files["/home/user/.aws/config"] = config }
    if let credentials { self.files["/home/user/.aws/credentials"] = credentials }
  }

  var surroundings: ClientSurroundings {
    var surroundings = ClientSurroundings(variables: variables)
    surroundings.readFile = { [files] path in
      switch files[path] {
      case .text(let text): return Data(text.utf8)
      case .unreadable: throw CocoaError(.fileReadNoPermission)
      case nil: return nil
      }
    }
    surroundings.writeFile = { [written] path, data in
      written.add([path, String(decoding: data, as: UTF8.self)])
    }
    surroundings.run = { [programs] command in
      programs[command] ?? .failed("it ended with status 127")
    }
    return surroundings
  }

  /// The settings that the machine gives.
  func settings(profile: String? = nil) throws -> ClientSettings {
    try ClientSettings(surroundings, profile: profile)
  }
}

extension CredentialCache {
  /// The standard chain on a test machine, in virtual time, in the region eu-west-1.
  static func make(
    _ machine: TestMachine,
    profile: String? = nil,
    _ transport: any Transport,
    clock: any MonotonicClock = LeapingClock(),
    date: @escaping @Sendable () -> Date = { TestMoment.start }
  ) throws -> CredentialCache {
    let settings = try machine.settings(profile: profile)
    return CredentialCache(
      settings,
      endpoints: try EndpointResolver(settings: settings),
      transport: transport,
      region: "eu-west-1",
      userAgent: "smsctl/test",
      clock: clock,
      serverClock: ServerClock(system: date),
      random: { 0.5 }
    )
  }
}

/// A wall clock that a test moves.
final class TestMoment: Sendable {
  /// 2026-01-01T00:00:00Z.
  static let start = Date(timeIntervalSince1970: 1_767_225_600)

  private let moments = Collector<Date>()

  var now: Date { moments.values.last ?? Self.start }

  func advance(seconds: TimeInterval) { moments.add(now.addingTimeInterval(seconds)) }
}
