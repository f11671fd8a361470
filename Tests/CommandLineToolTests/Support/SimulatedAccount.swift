import Foundation
import SMSVoice
import Simulator
import Synchronization
import Testing

/// A running simulator and the requests it has answered.
final class SimulatedAccount: Sendable {
  let port: UInt16
  private let simulator: Simulator
  private let log: RequestLog
  private let stateFile: String?

  private init(_ simulator: Simulator, port: UInt16, log: RequestLog, stateFile: String?) {
    self.simulator = simulator
    self.port = port
    self.log = log
    self.stateFile = stateFile
  }

  /// Starts one on a free port.
  ///
  /// `onRequest` is called before the answer leaves, with the number of writes so far.
  static func start(
    _ configuration: SimulatorConfiguration,
    onRequest: @escaping @Sendable (RequestRecord, _ writes: Int) -> Void = { _, _ in }
  ) async throws -> SimulatedAccount {
    let log = RequestLog()
    let simulator = try Simulator(configuration) { onRequest($0, log.add($0)) }
    let port = try await simulator.start(port: 0)
    return SimulatedAccount(simulator, port: port, log: log, stateFile: configuration.stateFile)
  }

  /// What a client needs in its environment.
  var environment: [String: String] { Self.environment(port: port) }

  /// What a client of a simulator on that port needs in its environment.
  static func environment(port: UInt16) -> [String: String] {
    [
      "AWS_ENDPOINT_URL": "http://127.0.0.1:\(port)",
      "AWS_ACCESS_KEY_ID": SimulatorConfiguration.defaultAccessKeyID,
      "AWS_SECRET_ACCESS_KEY": SimulatorConfiguration.defaultSecretAccessKey,
      "AWS_EC2_METADATA_DISABLED": "true",
    ]
  }

  /// All requests so far, in the order of their answers.
  var requests: [RequestRecord] { log.requests }

  /// The writes that the simulator carried out.
  var writes: [RequestRecord] {
    requests.filter { $0.isWrite && $0.isCarriedOut }
  }

  /// Forgets the requests so far.
  func clearLog() { log.clear() }

  /// Makes other trouble from now on; ends all of it when there is none.
  func replaceFaults(_ faults: [Fault]) { simulator.replaceFaults(faults) }

  func stop() async { await simulator.stop() }

  /// Stops it and reads what the account holds; needs a state file.
  func finalState() async throws -> AccountState {
    try AccountState(await finalFile())
  }

  /// Stops it and reads the state file that it leaves; needs one.
  func finalFile() async throws -> Data {
    await stop()
    let path = try #require(stateFile)
    return try Data(contentsOf: URL(filePath: path))
  }
}

extension RequestRecord {
  /// Whether it was meant to change something.
  var isWrite: Bool { operation != "GetCallerIdentity" && !Operation(rawValue: operation).isRead }

  /// Whether the work was done, be the answer lost or not.
  var isCarriedOut: Bool {
    ["200", "dropped", "stalled", "truncated", "garbled"].contains(outcome)
  }
}

/// The requests of one simulator, from many threads.
private final class RequestLog: Sendable {
  private let records = Mutex<(all: [RequestRecord], writes: Int)>(([], 0))

  var requests: [RequestRecord] { records.withLock(\.all) }

  /// Returns the number of writes with this one.
  func add(_ record: RequestRecord) -> Int {
    records.withLock { records in
      records.all.append(record)
      if record.isWrite { records.writes += 1 }
      return records.writes
    }
  }

  func clear() {
    records.withLock { $0 = ([], 0) }
  }
}
