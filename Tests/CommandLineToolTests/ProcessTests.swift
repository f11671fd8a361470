import Foundation
import Simulator
import Testing

/// The built program, as a shell runs it.
@Suite struct `The program` {
  @Test func `serves a simulated account that another process plans and applies to`() async throws {
    try await withTemporaryDirectory { directory in
      try Example.quickstart.manifest
        .write(toFile: "\(directory)/smsctl.yaml", atomically: true, encoding: .utf8)
      try await ToolProcess.withServer(["--rate-scale", "1000"], in: directory) {
        server,
        environment in
        #expect(
          server.output.wholeMatch(
            of: #/(export AWS_[A-Z_]+=\S+\n){4}/#
          ) != nil
        )
        for (command, status): ([String], Int32) in [
          (["plan", "--detailed-exitcode"], 2), (["apply", "-y", "--log", "calls.jsonl"], 0),
          (["plan", "--detailed-exitcode"], 0),
        ] {
          let process = try ToolProcess(
            command + ["--rate", "*=900"],
            environment: environment,
            directory: directory
          )
          let run = await process.run()
          #expect(run.status == status, "\(run.transcript)")
        }
        #expect(server.errors.contains(" us-east-1 CreatePool 200 "))
        server.send(signal: SIGINT)
        let status = await server.status()
        #expect(status == 0, "\(server.errors)")
      }
      let log = try String(contentsOfFile: "\(directory)/calls.jsonl", encoding: .utf8)
      for line in log.split(separator: "\n") {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
        #expect(object is [String: Any])
      }
      #expect(log.contains(#""operation":"CreatePool""#))
    }
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143)), (SIGHUP, Int32(129))])
  func `stops for a signal, tells what it did, and goes on in another run`(
    _ signal: Int32,
    _ status: Int32
  ) async throws {
    var setup = try Example.quickstart.setup
    setup.rateScale = 4
    try await Fixture.with(setup) { fixture in
      let process = try ToolProcess(
        ["apply", "-y", "--rate", "*=4"],
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      try await process.waits { _ in fixture.account.writes.count >= 4 }
      process.send(signal: signal)
      let first = await process.run()
      #expect(first.status == status, "\(first.transcript)")
      #expect(first.errors.contains("stopping: no new calls"))
      let summary = try #require(first.output.split(separator: "\n").last)
      let form = #/^Interrupted in .*: (\d+) of (\d+) writes done/#
      let told = try #require(summary.firstMatch(of: form))
      #expect(Int(told.1) ?? 0 < Int(told.2) ?? 0)
      let writes = fixture.account.writes.count
      #expect(Int(told.1) ?? 0 >= 4)

      let second = await fixture.run("apply", "-y", "--rate", "*=4")
      #expect(second.status == 0, "\(second.transcript)")
      #expect(fixture.account.writes.count > writes)
      let names = fixture.account.writes.filter { $0.operation == "CreatePool" }
      #expect(names.count == 1)
    }
  }

  @Test func `stops while it plans`() async throws {
    var setup = try Example.quickstart.setup
    setup.faults = [
      Fault(operation: "DescribePools", effect: .delay(milliseconds: 3_000), count: nil)
    ]
    try await Fixture.with(setup) { fixture in
      let process = try ToolProcess(
        ["apply", "-y"] + Fixture.fast,
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      try await process.waits { _ in !fixture.account.requests.isEmpty }
      process.send(signal: SIGINT)
      let run = await process.run()
      #expect(run.status == 130, "\(run.transcript)")
      #expect(run.errors == "\ninterrupted\n")
      #expect(fixture.account.writes.isEmpty, "\(run.transcript)")
    }
  }

  @Test func `leaves at once for a second signal`() async throws {
    var setup = try Example.quickstart.setup
    setup.faults = [Fault(operation: "Create*", effect: .delay(milliseconds: 60_000), count: nil)]
    try await Fixture.with(setup) { fixture in
      let process = try ToolProcess(
        ["apply", "-y"] + Fixture.fast,
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      try await process.waits { _ in
        fixture.account.writes.contains { $0.operation == "RequestSenderId" }
      }
      process.send(signal: SIGINT)
      try await process.waits { $0.errors.contains("stopping: no new calls") }
      process.send(signal: SIGINT)
      let status = await process.status()
      #expect(status == 130, "\(process.errors)")
    }
  }

  @Test(.timeLimit(.minutes(25)))
  func `serves boto3 and the AWS CLI`() async throws {
    try await withTemporaryDirectory { directory in
      try await ToolProcess.withServer(["--rate-scale", "5"], in: directory) { _, environment in
        let url = try #require(environment["AWS_ENDPOINT_URL"])
        let clients = try ToolProcess(
          executable: repository.appending(path: "Scripts/test-clients.sh"),
          [url],
          environment: ProcessInfo.processInfo.environment,
          directory: directory,
          name: "clients"
        )
        let run = await clients.run()
        #expect(run.status == 0, "\(run.transcript)")
        #expect(run.output.contains(" 0 failed"), "\(run.transcript)")
      }
    }
  }
}
