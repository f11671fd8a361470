import Foundation
import Simulator
import Testing

@Suite struct `The doctor` {
  private static let manifest = """
    version: 1
    project: shop
    account: "123456789012"
    regions: { us-east-1: {}, eu-west-1: {} }
    optOutLists: { codes: }

    """

  /// The lines with their subjects, without what differs from run to run.
  private static func lines(_ run: CommandRun) -> [String] {
    run.output.split(separator: "\n").map {
      String($0)
        .replacing(/answers after \d+ ms/, with: "answers")
        .replacing(/http:\/\/127\.0\.0\.1:\d+/, with: "ENDPOINT")
        .replacing(/request id [0-9a-f-]+/, with: "request id ID")
    }
  }

  @Test func `tells of each check and changes nothing`() async throws {
    try await Fixture.with(manifest: Self.manifest) { fixture in
      let run = await fixture.run(["doctor"] + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      #expect(
        Self.lines(run).filter { !$0.contains("clock") } == [
          "ok    manifest                shop, us-east-1, eu-west-1",
          "ok    credentials             environment variables, access key AKIDSIMULATOR",
          "ok    account                 123456789012, arn:aws:iam::123456789012:user/simulator",
          "ok    us-east-1               ENDPOINT answers",
          "ok    us-east-1 reads         allowed: DescribeOptOutLists",
          "ok    us-east-1 quotas        opt out lists 1 of 25",
          "ok    eu-west-1               ENDPOINT answers",
          "ok    eu-west-1 reads         allowed: DescribeOptOutLists",
          "ok    eu-west-1 quotas        opt out lists 1 of 25",
        ]
      )
      #expect(fixture.account.writes.isEmpty)
    }
  }

  @Test func `goes on after what fails and says so with its status`() async throws {
    try await Fixture.with(manifest: Self.manifest) { fixture in
      let run = await fixture.run(
        ["doctor"] + Fixture.fast,
        environment: ["AWS_SECRET_ACCESS_KEY": "wrong"]
      )
      #expect(run.status == 1)
      let lines = Self.lines(run)
      #expect(lines[2].hasPrefix("FAIL  account  "), "\(lines)")
      #expect(lines.contains("ok    us-east-1               ENDPOINT answers"), "\(lines)")
      #expect(
        lines.contains("skip  us-east-1 reads         needs credentials that are accepted"),
        "\(lines)"
      )
    }
  }

  @Test func `tells what was looked at for credentials`() async throws {
    try await Fixture.with(manifest: Self.manifest) { fixture in
      let none = ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""]
      let run = await fixture.run(["doctor"] + Fixture.fast, environment: none)
      #expect(run.status == 1)
      #expect(run.output.contains("FAIL  credentials             no AWS credentials were found"))
      #expect(
        run.output.contains("\n        environment variables: AWS_ACCESS_KEY_ID is not set\n"),
        "\(run.output)"
      )
    }
  }

  @Test func `finds the wrong account before it reads a region`() async throws {
    let manifest = Self.manifest.replacing("123456789012", with: "999999999999")
    try await Fixture.with(manifest: manifest) { fixture in
      let run = await fixture.run(["doctor"] + Fixture.fast)
      #expect(run.status == 1)
      #expect(run.output.contains("; but the manifest is for 999999999999\n"), "\(run.output)")
      #expect(!fixture.account.requests.contains { $0.operation == "DescribeOptOutLists" })
    }
  }

  @Test func `says once what stops several reads`() async throws {
    try await Fixture.with(Fixture.Setup()) { fixture in
      let region = ["--region", "nowhere-1"]
      let run = await fixture.run(["doctor"] + region + Fixture.fast)
      #expect(run.status == 1)
      let failures = Self.lines(run).filter { $0.contains("InvalidSignatureException") }
      #expect(failures.count == 2, "\(run.output)")
      #expect(
        failures.first?.hasPrefix(
          "FAIL  nowhere-1 reads         DescribeConfigurationSets, DescribeOptOutLists, "
        ) == true,
        "\(run.output)"
      )
    }
  }

  @Test func `does without the quotas where the policy is the least one`() async throws {
    var setup = Fixture.Setup(files: ["smsctl.yaml": Self.manifest])
    setup.policy = """
      { "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": "sms-voice:DescribeOptOutLists", "Resource": "*" }
      ] }
      """
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(["doctor"] + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      let line = Self.lines(run).first { $0.contains("us-east-1 quotas") }
      #expect(
        line
          == "warn  us-east-1 quotas        not known: to see them allow sms-voice:DescribeAccountLimits and sms-voice:DescribeAccountAttributes, which plan and apply do without"
      )
    }
  }

  @Test func `says what to check where nobody answers`() async throws {
    try await Fixture.with(manifest: Self.manifest) { fixture in
      let run = await fixture.run(
        ["doctor"] + Fixture.fast,
        environment: ["AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2": "http://127.0.0.1:9"]
      )
      #expect(run.status == 1)
      #expect(
        Self.lines(run).contains(
          "FAIL  us-east-1               could not connect to ENDPOINT (connection refused); check the firewall, HTTPS_PROXY and NO_PROXY, and the endpoint if one is set"
        ),
        "\(run.output)"
      )
    }
  }

  @Test func `stops when it is told to, and tells nothing of what was under way`() async throws {
    var setup = Fixture.Setup(files: ["smsctl.yaml": Self.manifest])
    let effect = Fault.Effect.delay(milliseconds: 30_000)
    setup.faults = [Fault(operation: "DescribeOptOutLists", effect: effect, count: nil)]
    try await Fixture.with(setup) { fixture in
      let process = try ToolProcess(
        ["doctor"] + Fixture.fast,
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      try await process.waits { $0.output.contains("  account  ") }
      process.send(signal: SIGINT)
      let run = await process.run()
      #expect(run.status == 130, "\(run.transcript)")
      #expect(run.errors == "\ninterrupted\n")
      #expect(run.output.split(separator: "\n").count == 3, "\(run.output)")
    }
  }

  @Test(
    arguments: [
      (0, "ok    clock                   right to within 5 seconds"),
      (-61, "warn  clock                   1m "),
      (7_230, "warn  clock                   2h 00m ahead of the server's; AWS takes five minutes"),
    ]
  )
  func `warns of a clock that calls correct for`(ahead: Double, expected: String) async throws {
    try await Fixture.with(manifest: Self.manifest) { fixture in
      let run = await CommandRun.of(
        ["doctor"] + Fixture.fast,
        environment: fixture.account.environment,
        directory: fixture.directory,
        now: { Date().addingTimeInterval(ahead) }
      )
      #expect(run.status == 0, "\(run.transcript)")
      #expect(run.output.contains("\n\(expected)"), "\(run.output)")
    }
  }

  @Test func `needs no manifest`() async throws {
    try await Fixture.with(Fixture.Setup()) { fixture in
      let run = await fixture.run(
        ["doctor", "--region", "eu-west-1", "--region", "eu-west-2", "--region", "eu-west-1"]
          + Fixture.fast
      )
      #expect(run.status == 0, "\(run.transcript)")
      #expect(
        run.output.hasPrefix(
          "ok    manifest                none here; checking eu-west-1, eu-west-2\n"
        )
      )
      let region = await fixture.run(
        ["doctor"] + Fixture.fast,
        environment: ["AWS_REGION": "us-west-2"]
      )
      #expect(region.output.contains("\nok    us-west-2 reads"), "\(region.transcript)")
      let nowhere = await fixture.run("doctor")
      #expect(nowhere.status == 1)
      #expect(nowhere.errors.hasPrefix("error: there is no manifest here and no region is set"))
    }
  }
}

@Suite struct `A trace of HTTP exchanges` {
  @Test func `shows both sides on standard error, and in a file as JSON lines`() async throws {
    try await Fixture.with(
      manifest: "version: 1\nproject: p\nregions: { us-east-1: {} }\noptOutLists: { codes: }\n"
    ) {
      fixture in
      let run = await fixture.run(["plan", "--debug", "--trace", "trace.jsonl"] + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      let shown = run.errors.split(separator: "\n").map(String.init)
      #expect(shown.contains("> X-Amz-Target: PinpointSMSVoiceV2.DescribeOptOutLists"))
      #expect(shown.contains { $0.hasPrefix("< 200 after ") })
      #expect(shown.contains { $0.hasPrefix("> Authorization: AWS4-HMAC-SHA256 Credential=AKID") })
      #expect(shown.contains { $0.hasSuffix(", Signature=<redacted>") })
      let trace = try String(
        contentsOfFile: "\(fixture.directory)/trace.jsonl",
        encoding: .utf8
      )
      let objects = try trace.split(separator: "\n").map {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
      #expect(objects.count == fixture.account.requests.count)
      let request = objects.last??["request"] as? [String: Any]
      #expect(request?["method"] as? String == "POST")
      let response = objects.last??["response"] as? [String: Any]
      #expect(response?["status"] as? Int == 200)
      let mode =
        try FileManager.default.attributesOfItem(
          atPath: "\(fixture.directory)/trace.jsonl"
        )[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }
}
