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

  @Test func `needs no manifest`() async throws {
    try await Fixture.with(Fixture.Setup()) { fixture in
      let run = await fixture.run(
        ["doctor", "--region", "eu-west-1", "--region", "eu-west-2"] + Fixture.fast
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
