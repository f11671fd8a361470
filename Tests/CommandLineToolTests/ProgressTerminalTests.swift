import Foundation
import Simulator
import Testing

/// The live block as a terminal shows it: the built program on a pseudoterminal.
@Suite struct `Progress on a terminal` {
  private static let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: {}, eu-west-1: {} }
    senderIds:
      SHOP:
        countries: { all: no-registration }
        messageTypes: [TRANSACTIONAL]
    """

  /// What is shown from the plan's end on.
  private struct Ending {
    let status: Int32
    let lines: [String]
    let isCursorHidden: Bool
    /// Whether any line is one of the block.
    var hasRemains: Bool { lines.contains { $0.contains("calls/s") || $0.contains(" waiting") } }
  }

  /// Applies the manifest on a terminal.
  private func apply(
    _ options: [String] = ["--rate", "*=40"],
    faults: [Fault] = [],
    environment: [String: String] = [:],
    _ body: (TerminalSession) async throws -> Void
  ) async throws -> Ending {
    var setup = Fixture.Setup(files: ["smsctl.yaml": Self.manifest])
    setup.faults = faults
    return try await Fixture.with(setup) { fixture in
      let session = try TerminalSession(
        ["apply", "-y", "--no-color"] + options,
        environment: fixture.account.environment.merging(environment) { $1 },
        directory: fixture.directory
      )
      defer { session.process.send(signal: SIGKILL) }
      try await body(session)
      let status = try await session.status()
      #expect(session.unknownCodes.isEmpty)
      let lines = session.text.split(separator: "\n").map(String.init)
      let digest = try #require(lines.lastIndex { $0.hasPrefix("Digest: ") })
      return Ending(
        status: status,
        lines: Array(lines[(digest + 1)...]),
        isCursorHidden: session.isCursorHidden
      )
    }
  }

  @Test(.timeLimit(.minutes(25)))
  func `moves, and leaves nothing but the conclusion`() async throws {
    let end = try await apply { session in
      try await session.waits(for: " calls/s", "\nus-east-1  ", "RequestSenderId SHOP/")
    }
    #expect(end.status == 0)
    #expect(end.lines.count == 1, "\(end.lines)")
    #expect(end.lines.first?.hasPrefix("Applied in ") == true, "\(end.lines)")
    #expect(!end.isCursorHidden)
  }

  @Test(.timeLimit(.minutes(25)))
  func `is right in a window that changes`() async throws {
    let end = try await apply(["--rate", "*=20"]) { session in
      try await session.waits(for: " calls/s")
      for (columns, rows) in [(60, 40), (200, 8), (25, 4), (160, 40)] {
        session.resize(columns: columns, rows: rows)
        try await session.waitsForChange()
      }
    }
    #expect(end.status == 0)
    #expect(end.lines.count == 1, "\(end.lines)")
    #expect(!end.hasRemains, "\(end.lines)")
  }

  @Test(.timeLimit(.minutes(25)))
  func `tells a failure above the block at once, and ends with an interruption`() async throws {
    let refusal = Fault.Effect.error(code: "ValidationException", reason: nil)
    let fault = Fault(operation: "RequestSenderId", effect: refusal, count: 1)
    let end = try await apply(["--rate", "*=10"], faults: [fault]) { session in
      try await session.waits(for: "\nfailed: ")
      try await session.waits(for: "\n1 failed")
      session.process.send(signal: SIGINT)
    }
    #expect(end.status == 130)
    #expect(end.lines.contains { $0.hasPrefix("stopping: no new calls") }, "\(end.lines)")
    #expect(end.lines.last?.hasPrefix("Interrupted in ") == true, "\(end.lines)")
    #expect(end.lines.count { $0.hasPrefix("failed: ") } == 2, "at once and then: \(end.lines)")
    #expect(!end.hasRemains, "\(end.lines)")
    #expect(!end.isCursorHidden)
  }

  @Test(.timeLimit(.minutes(25)), arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func `gives the terminal back when a second signal ends it at once`(
    _ signal: Int32,
    _ status: Int32
  ) async throws {
    let delay = Fault.Effect.delay(milliseconds: 100_000)
    let fault = Fault(operation: "RequestSenderId", effect: delay, count: nil)
    let end = try await apply(faults: [fault]) { session in
      try await session.waits { $0.text.contains(" calls/s") && $0.isCursorHidden }
      session.process.send(signal: signal)
      try await session.waits(for: "stopping: no new calls")
      session.process.send(signal: signal)
    }
    #expect(end.status == status)
    #expect(end.lines.count == 1, "\(end.lines)")
    #expect(!end.isCursorHidden)
  }

  /// Ctrl-\ ends a process as it does any other, and the terminal has its cursor again.
  @Test(.timeLimit(.minutes(25)))
  func `gives the terminal back when it is made to quit`() async throws {
    let delay = Fault.Effect.delay(milliseconds: 100_000)
    let fault = Fault(operation: "RequestSenderId", effect: delay, count: nil)
    let end = try await apply(faults: [fault]) { session in
      try await session.waits { $0.text.contains(" calls/s") && $0.isCursorHidden }
      session.process.send(signal: SIGQUIT)
    }
    #expect(end.status == 128 + SIGQUIT)
    #expect(!end.isCursorHidden)
    #expect(!end.hasRemains, "\(end.lines)")
  }

  /// A terminal that goes away sends a signal, and its shell the same one again.
  @Test(.timeLimit(.minutes(25)))
  func `lets calls end when the terminal hangs up twice`() async throws {
    let delay = Fault.Effect.delay(milliseconds: 1_500)
    let fault = Fault(operation: "RequestSenderId", effect: delay, count: nil)
    let end = try await apply(faults: [fault]) { session in
      try await session.waits { $0.text.contains(" calls/s") && $0.isCursorHidden }
      session.process.send(signal: SIGHUP)
      try await session.waits(for: "stopping: no new calls")
      session.process.send(signal: SIGHUP)
    }
    #expect(end.status == 129)
    #expect(end.lines.last?.hasPrefix("Interrupted in ") == true, "\(end.lines)")
  }

  @Test(.timeLimit(.minutes(25)), arguments: [["CI": "true"], ["TERM": "dumb"]])
  func `is lines where a block would be noise`(_ environment: [String: String]) async throws {
    let end = try await apply(["--rate", "*=1000"], environment: environment) { _ in }
    #expect(end.status == 0)
    #expect(end.lines.contains { $0.hasPrefix("[1/") && $0.hasSuffix(": done") })
    #expect(!end.hasRemains, "\(end.lines)")
  }

  @Test(.timeLimit(.minutes(25)))
  func `is none with --quiet`() async throws {
    let end = try await apply(["--rate", "*=100", "--quiet"]) { session in
      try await session.waits(for: "\nDigest: ")
      #expect(!session.isCursorHidden)
    }
    #expect(end.lines.count == 1, "\(end.lines)")
    #expect(end.lines.first?.hasPrefix("Applied in ") == true, "\(end.lines)")
  }
}
