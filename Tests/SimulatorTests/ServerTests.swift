import Foundation
import Simulator
import Synchronization
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

@Suite struct `The server` {
  @Test func `answers over HTTP and logs each request`() async throws {
    let records = Mutex<[RequestRecord]>([])
    try await withSimulator(SimulatorConfiguration()) { port in
      var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)/")))
      request.httpMethod = "POST"
      request.setValue("PinpointSMSVoiceV2.DescribePools", forHTTPHeaderField: "X-Amz-Target")
      let (body, response) = try await URLSession.shared.data(for: request)
      let answer = try #require(response as? HTTPURLResponse)
      #expect(answer.statusCode == 400)
      #expect(
        answer.value(forHTTPHeaderField: "x-amzn-errortype")
          == "MissingAuthenticationTokenException"
      )
      #expect(answer.value(forHTTPHeaderField: "x-amzn-requestid")?.hasSuffix("0001") == true)
      #expect(String(decoding: body, as: UTF8.self).contains("Missing Authentication Token"))
    } log: { record in
      records.withLock { $0.append(record) }
    }
    let outcomes = records.withLock { $0.map(\.outcome) }
    #expect(outcomes == ["MissingAuthenticationTokenException"])
  }

  @Test func `says that a port is taken`() async throws {
    try await withSimulator(SimulatorConfiguration()) { port in
      let second = try Simulator(SimulatorConfiguration()) { _ in }
      await #expect(throws: SimulatorError.self) { try await second.start(port: port) }
    }
  }

  @Test(.timeLimit(.minutes(25)))
  func `stands up to boto3 and the AWS CLI`() async throws {
    // boto3 repeats a call whose answer was lost, with the same token: it must not make a second one.
    let configuration = SimulatorConfiguration(
      rateScale: 5,
      faults: [try Fault(parsing: "CreateOptOutList:drop:1")]
    )
    try await withSimulator(configuration) { port in
      let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardizedFileURL
      let (status, output) = try await run(
        root.appending(path: "Scripts/test-clients.sh"),
        "http://127.0.0.1:\(port)"
      )
      #expect(status == 0, "\(output)")
      #expect(output.contains(" 0 failed"), "\(output)")
    }
  }
}

/// Runs `body` with the port of a listening simulator and stops it afterwards.
private func withSimulator(
  _ configuration: SimulatorConfiguration,
  _ body: (UInt16) async throws -> Void,
  log: @escaping @Sendable (RequestRecord) -> Void = { _ in }
) async throws {
  let simulator = try Simulator(configuration, log: log)
  let port = try await simulator.start(port: 0)
  do {
    try await body(port)
  } catch {
    await simulator.stop()
    throw error
  }
  await simulator.stop()
}

/// Runs a program and returns its status and what it wrote.
private func run(_ program: URL, _ arguments: String...) async throws -> (Int32, String) {
  let process = Process()
  process.executableURL = program
  process.arguments = arguments
  let output = Pipe()
  process.standardOutput = output
  process.standardError = output
  let status = try await withCheckedThrowingContinuation { continuation in
    process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
    do {
      try process.run()
    } catch {
      continuation.resume(throwing: error)
    }
  }
  let data = try output.fileHandleForReading.readToEnd() ?? Data()
  return (status, String(decoding: data, as: UTF8.self))
}
