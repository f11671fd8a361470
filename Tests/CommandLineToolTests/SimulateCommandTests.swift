import Foundation
import Testing

@Suite struct `The command simulate` {
  @Test(arguments: [
    (["--fault", "CreatePol:drop"], "the simulator has no operation 'CreatePol'"),
    (["--fault", "*:drop:often"], "'often' is not a number of calls"),
    (["--fault", "mars-1/*:drop"], "the service is in no region 'mars-1'"),
    (["--consistency=-1"], "--consistency must be a number of seconds from 0 to 3600"),
    (["--consistency", "inf"], "--consistency must be a number of seconds from 0 to 3600"),
    (["--activation", "nan"], "--activation must be a number of seconds from 0 to 3600"),
    (["--rate-scale", "0"], "--rate-scale must be greater than 0"),
  ])
  func `refuses what makes no sense`(_ arguments: [String], _ words: String) async {
    let run = await CommandRun.of(["simulate", "--port", "0"] + arguments)
    #expect(run.status == 64, "\(run.transcript)")
    #expect(run.errors.contains(words), "\(run.transcript)")
    #expect(run.output.isEmpty)
  }

  @Test func `lets reads lag`() async throws {
    try await Self.whileApplying(["--consistency", "3000"]) { run, server, next in
      try await run.waits { _ in server.errors.contains("CreatePool 200") }
      run.send(signal: SIGKILL)
      _ = await run.status()
      let plan = await next(["plan"] + Fixture.fast)
      #expect(plan.output.contains("Plan: 2 to create"), "\(plan.transcript)")
    }
  }

  @Test func `lets pools take their time`() async throws {
    try await Self.whileApplying(["--activation", "3000"]) { run, server, next in
      try await run.waits { _ in server.errors.contains("CreatePool 200") }
      try await run.waits { _ in
        let later = server.errors.components(separatedBy: "CreatePool 200").last ?? ""
        return later.components(separatedBy: "DescribePools 200").count > 3
      }
      #expect(!server.errors.contains("UpdatePool"))
      run.send(signal: SIGKILL)
      _ = await run.status()
    }
  }

  private static let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: {} }
    senderIds: { SHOP: { countries: [DE] } }
    pools:
      codes: { messageType: TRANSACTIONAL, sharedRoutes: true, originators: [{ senderId: SHOP }] }

    """

  /// Runs `apply` against a simulator with options; `next` runs another command line there.
  private static func whileApplying(
    _ options: [String],
    _ body: (
      _ run: ToolProcess,
      _ server: ToolProcess,
      _ next: ([String]) async -> CommandRun
    ) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { directory in
      try manifest.write(toFile: "\(directory)/smsctl.yaml", atomically: false, encoding: .utf8)
      let options = ["--rate-scale", "1000"] + options
      try await ToolProcess.withServer(options, in: directory) { server, environment in
        let run = try ToolProcess(
          ["apply", "-y"] + Fixture.fast,
          environment: environment,
          directory: directory
        )
        try await body(run, server) { arguments in
          await CommandRun.of(arguments, environment: environment, directory: directory)
        }
      }
    }
  }
}
