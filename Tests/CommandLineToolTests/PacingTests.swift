import Foundation
import SMSVoice
import Testing

/// With real time in them: client and simulator are processes of their own, and nothing else runs.
@Suite(.serialized) struct `At the pace of the quotas` {
  @Test(.timeLimit(.minutes(25)))
  func `the quickstart is never throttled`() async throws {
    let requests = try await apply(.quickstart)
    #expect(requests.filter { $0.outcome != "200" }.isEmpty)
  }

  @Test(.timeLimit(.minutes(25)))
  func `two regions and many operations run side by side`() async throws {
    let requests = try await apply(.globalSenderID)
    #expect(requests.filter { $0.outcome != "200" }.isEmpty)

    #expect(requests.tooClose.isEmpty, "\(requests.tooClose)")

    // If one region went first there would be a single turn.
    let writes = requests.filter { $0.interval > 0.01 && !Operation(rawValue: $0.operation).isRead }
    let turns = zip(writes, writes.dropFirst()).count { $0.region != $1.region }
    #expect(turns > writes.count / 4, "\(turns) turns in \(writes.count) writes")

    for region in ["us-east-1", "eu-west-1"] {
      let calls = writes.filter { $0.region == region }
      let first = try #require(calls.firstIndex { $0.operation == "RequestSenderId" })
      let last = try #require(calls.lastIndex { $0.operation == "RequestSenderId" })
      let others = calls[first..<last].filter { $0.operation != "RequestSenderId" }
      #expect(others.count > 50, "\(region): \(others.count)")
      #expect(others.contains { $0.operation == "AssociateOriginationIdentity" })
    }
  }

  /// Applies an example at 20 times the documented quotas; up to three times, if the machine is so busy that
  /// the server sees calls bunched that left apart.
  private func apply(_ example: Example) async throws -> [LoggedRequest] {
    for _ in 0..<2 {
      let requests = try await applyOnce(example)
      if requests.tooClose.isEmpty, requests.allSatisfy({ $0.outcome == "200" }) { return requests }
    }
    return try await applyOnce(example)
  }

  private func applyOnce(_ example: Example) async throws -> [LoggedRequest] {
    await Turnstile.shared.enterAlone()
    defer { Task { await Turnstile.shared.leaveAlone() } }
    return try await withTemporaryDirectory { directory in
      try example.manifest
        .write(toFile: "\(directory)/smsctl.yaml", atomically: true, encoding: .utf8)
      var requests: [LoggedRequest] = []
      try await ToolProcess.withServer(["--rate-scale", "20"], in: directory) {
        server,
        environment in
        let process = try ToolProcess(
          ["apply", "-y", "--rate", "*=20"],
          environment: environment,
          directory: directory
        )
        let run = await process.run()
        #expect(run.status == 0, "\(run.transcript)")
        requests = server.errors.split(separator: "\n").compactMap { LoggedRequest($0) }
      }
      try #require(requests.count > 20)
      return requests.sorted { $0.time < $1.time }
    }
  }
}

extension [LoggedRequest] {
  /// The calls that came within the interval of the one before, each with the seconds between them.
  fileprivate var tooClose: [String] {
    Dictionary(grouping: self, by: \.bucket).flatMap { bucket, calls in
      let gaps = zip(calls, calls.dropFirst()).map { $1.time.timeIntervalSince($0.time) }
      // The log has milliseconds of the wall clock.
      return gaps.filter { $0 < calls[0].interval - 0.002 }.map { "\(bucket): \($0)" }
    }
  }
}

/// A line of the simulator's log.
private struct LoggedRequest {
  let time: Date
  let region: String
  let operation: String
  let outcome: String

  init?(_ line: Substring) {
    let words = line.split(separator: " ").map(String.init)
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    guard words.count == 6, let time = try? Date(words[0], strategy: style) else { return nil }
    self.time = time
    (region, operation, outcome) = (words[1], words[2], words[3])
  }

  var bucket: String { "\(region) \(operation)" }

  /// Seconds between two calls that the quota allows.
  var interval: Double { 1 / (20 * Operation(rawValue: operation).documentedRate) }
}
