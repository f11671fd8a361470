internal import FlyingFox
internal import FlyingSocks
internal import Foundation
internal import SMSVoice
internal import Synchronization

/// AWS End User Messaging SMS, played by an HTTP server on the loopback interface.
///
/// See `spec/simulator.md`.
package final class Simulator: Sendable {
  private let service: Mutex<SimulatedService>
  private let accessKeyID: String
  private let log: @Sendable (RequestRecord) -> Void
  private let writer = Mutex<StateWriter?>(nil)
  private let running = Mutex<(server: HTTPServer, task: Task<Void, any Error>)?>(nil)

  /// Reads the state file or the seed.
  ///
  /// `log` is called once for each request, on any thread, after
  /// the answer was made.
  package init(
    _ configuration: SimulatorConfiguration,
    log: @escaping @Sendable (RequestRecord) -> Void
  ) throws(SimulatorError) {
    let service = try SimulatedService(configuration) {
      UUID().uuidString.replacing("-", with: "").lowercased()
    }
    self.service = Mutex(service)
    accessKeyID = configuration.accessKeyID
    self.log = log
    guard let path = configuration.stateFile else { return }
    let writer = StateWriter(
      path: path,
      snapshot: { [weak self] in self?.service.withLock(\.state) ?? CloudState() },
      report: { error in
        FileHandle.standardError.write(Data("simulator: \(error)\n".utf8))
      }
    )
    self.writer.withLock { $0 = writer }
  }

  /// Listens on 127.0.0.1 and returns the port, which is a free one for 0.
  package func start(port: UInt16) async throws -> UInt16 {
    let isFree = running.withLock { $0 == nil }
    guard isFree else { throw SimulatorError.alreadyStarted }
    let configuration = HTTPServer.Configuration(
      address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port),
      // Longer than a stall that does not end.
      timeout: 4_000,
      sharedRequestBufferSize: 1 << 20,
      pool: PromptSocketPool(base: HTTPServer.defaultPool()),
      logger: .disabled
    )
    let handler = ClosureHTTPHandler { [weak self] request in
      guard let self else { return HTTPResponse(statusCode: .serviceUnavailable) }
      return try await self.respond(to: request)
    }
    let server = HTTPServer(config: configuration, handler: handler)
    let task = try await Self.run(server, port: port)
    running.withLock { $0 = (server, task) }
    guard case .ip4(_, let listening) = await server.listeningAddress else { return port }
    return listening
  }

  /// The server's task, once it is listening; throws when it ends before that.
  private static func run(
    _ server: HTTPServer,
    port: UInt16
  ) async throws -> Task<Void, any Error> {
    let (outcomes, outcome) = AsyncStream.makeStream(of: (any Error)?.self)
    let task = Task {
      do {
        try await server.run()
      } catch {
        outcome.yield(error)
        throw error
      }
    }
    let waiting = Task {
      try await server.waitUntilListening()
      outcome.yield(nil)
    }
    defer { waiting.cancel() }
    for await case let error? in outcomes.prefix(1) {
      throw SimulatorError.cannotListen(port: port, error.localizedDescription)
    }
    return task
  }

  /// Closes all connections and writes what the state file does not have yet.
  package func stop() async {
    let stopped = running.withLock { running in
      defer { running = nil }
      return running
    }
    if let stopped {
      await stopped.server.stop(timeout: 0.1)
      stopped.task.cancel()
      _ = await stopped.task.result
    }
    await writer.withLock(\.self)?.flush()
  }

  /// Makes other trouble from now on than what it was set up with; an empty list ends all of it.
  package func replaceFaults(_ faults: [Fault]) {
    service.withLock { $0.replaceFaults(faults) }
  }

  private func respond(to httpRequest: HTTPRequest) async throws -> HTTPResponse {
    let moment = Moment.now
    let request = try await ReceivedRequest(httpRequest)
    let answer = service.withLock { $0.answer(request, at: moment) }
    if !Operation(rawValue: answer.operation).isRead { writer.withLock(\.self)?.stateChanged() }
    if answer.delay > .zero { try await Task.sleep(for: answer.delay) }
    log(
      RequestRecord(
        time: moment.date,
        region: answer.region,
        operation: answer.operation,
        accessKeyID: request.accessKeyID ?? "-",
        outcome: answer.outcome,
        requestID: answer.requestID,
        duration: moment.instant.duration(to: .now) / .seconds(1)
      )
    )
    return try await HTTPResponse.delivering(answer, date: moment.date)
  }
}

extension ReceivedRequest {
  /// The access key id that the request claims, valid or not.
  fileprivate var accessKeyID: String? {
    headers["authorization"].flatMap { try? Authorization(parsing: $0).accessKeyID }
  }
}
