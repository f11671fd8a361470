import Foundation
import Testing

/// `--debug` and `--trace`.
@Suite struct `The trace` {
  private static let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: {} }
    optOutLists: { codes: }

    """

  @Test func `is a line of JSON for each exchange, in a file of its owner`() async throws {
    try await Fixture.with(manifest: Self.manifest) { fixture in
      for _ in 0..<2 {
        let run = await fixture.run(["plan", "--trace", "exchanges"] + Fixture.fast)
        #expect(run.status == 0, "\(run.transcript)")
        #expect(!run.errors.contains("> POST"), "\(run.errors)")
      }
      let path = "\(fixture.directory)/exchanges"
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(mode as? Int == 0o600)
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      #expect(lines.count == fixture.account.requests.count)
      for line in lines {
        let exchange = try #require(
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        )
        #expect(exchange["time"] is String)
        #expect(exchange["durationMs"] is Double)
        let request = try #require(exchange["request"] as? [String: Any])
        #expect(request["method"] as? String == "POST")
        #expect(request["url"] as? String == fixture.account.environment["AWS_ENDPOINT_URL"])
        let headers = try #require(request["headers"] as? [String: String])
        #expect(headers["Authorization"]?.hasSuffix(", Signature=<redacted>") == true)
        let response = try #require(exchange["response"] as? [String: Any])
        #expect(response["status"] as? Int == 200)
        #expect((response["body"] as? String)?.isEmpty == false)
      }
    }
  }

  @Test func `is shown by --debug, beside the results`() async throws {
    try await Fixture.with(manifest: Self.manifest) { fixture in
      let plain = await fixture.run(["plan"] + Fixture.fast)
      let run = await fixture.run(["plan", "--debug"] + Fixture.fast)
      #expect(run.output == plain.output)
      let url = try #require(fixture.account.environment["AWS_ENDPOINT_URL"])
      #expect(run.errors.contains("> POST \(url)\n"))
      #expect(run.errors.contains("\n> X-Amz-Target: PinpointSMSVoiceV2.DescribeOptOutLists\n"))
      #expect(run.errors.contains(#/\n< 200 after [0-9.]+ ms\n/#))
    }
  }

  @Test func `tells of an exchange without an answer`() async throws {
    try await Fixture.with(manifest: Self.manifest) { fixture in
      let run = await fixture.run(
        ["plan", "--debug", "--trace", "exchanges"] + Fixture.fast,
        environment: ["AWS_ENDPOINT_URL": "http://127.0.0.1:9"]
      )
      #expect(run.status == 1)
      #expect(run.errors.contains("< no answer after "), "\(run.errors)")
      let text = try String(contentsOfFile: "\(fixture.directory)/exchanges", encoding: .utf8)
      let line = try #require(text.split(separator: "\n").first)
      let exchange = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect((exchange?["error"] as? String)?.contains("http://127.0.0.1:9") == true)
      #expect(exchange?["response"] == nil)
    }
  }

  @Test func `must have a place, before anything is asked`() async throws {
    try await Fixture.with(manifest: Self.manifest) { fixture in
      let run = await fixture.run(["plan", "--trace", "/none/exchanges"] + Fixture.fast)
      #expect(
        run.transcript
          == "exit status 1\nerror: the trace '/none/exchanges' cannot be written\n"
      )
      #expect(fixture.account.requests.isEmpty)
    }
  }

  /// Two programs may do the same, so each line goes to the end that the file has by then.
  @Test func `may be the file of the calls, too`() async throws {
    try await Fixture.with(manifest: Self.manifest) { fixture in
      let run = await fixture.run(
        ["apply", "-y", "--trace", "both", "--log", "both"] + Fixture.fast
      )
      #expect(run.status == 0, "\(run.transcript)")
      let both = try fixture.journal("both")
      #expect(both.lines("call").count == fixture.account.requests.count)
      #expect(both.lines.count { $0["type"] == nil } == fixture.account.requests.count)
    }
  }

  @Test func `that cannot be written is told of once`() async throws {
    try await Fixture.with(manifest: Self.manifest) { fixture in
      let run = await fixture.run(["plan", "--trace", "/dev/full"] + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      let warning = "warning: the trace could not be written and lacks exchanges\n"
      #expect(run.errors.ranges(of: warning).count == 1)
    }
  }
}
