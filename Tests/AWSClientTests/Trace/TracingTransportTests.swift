import AWSClient
import Foundation
import Testing

@Suite struct `A traced exchange` {
  private static let secret = "hush/a+b=="

  private func trace(
    _ request: HTTPRequest,
    _ reply: ScriptedTransport.Reply
  ) async -> (exchange: TracedExchange?, text: String) {
    let seen = Collector<TracedExchange>()
    let transport = TracingTransport(
      ScriptedTransport([reply]),
      date: { TestMoment.start },
      observe: { seen.add($0) }
    )
    _ = try? await transport.send(request)
    var text = ""
    if let exchange = seen.values.first { dump(exchange, to: &text) }
    #expect(seen.values.count == 1)
    return (seen.values.first, text)
  }

  private func request(_ body: String = "{}") throws -> HTTPRequest {
    let url = try #require(URL(string: "http://127.0.0.1/x?y=z"))
    var request = HTTPRequest(url: url, body: Data(body.utf8))
    request.headers["X-Plain"] = "seen"
    request.headers.set("X-Secret", secret: Secret(Self.secret))
    request.headers.set("Authorization", secret: Secret("Sig hushhush"), shown: "Sig <redacted>")
    return request
  }

  @Test func `shows what is no secret`() async throws {
    let exchange = try #require(
      await trace(request("asked"), .answer(201, "said", headers: ["X-Id": "7"])).exchange
    )
    #expect(exchange.method == "POST")
    #expect(exchange.url == "http://127.0.0.1/x?y=z")
    #expect(exchange.date == TestMoment.start)
    #expect(exchange.body == "asked")
    #expect(
      exchange.headers.map { [$0.name, $0.value] } == [
        ["X-Plain", "seen"], ["X-Secret", "<redacted>"], ["Authorization", "Sig <redacted>"],
      ]
    )
    let answer = try exchange.outcome.get()
    #expect(answer.status == 201)
    #expect(answer.headers.map { [$0.name, $0.value] } == [["X-Id", "7"]])
    #expect(answer.body == "said")
  }

  @Test(
    arguments: [
      "it was hush/a+b== and Sig hushhush", "hush%2Fa%2Bb%3D%3D", "hush%2fa%2bb%3d%3d",
      #"hush\/a+b=="#, #"hush/a\u002bb\u003d\u003d"#, #"hush/a\u002Bb\u003D\u003D"#,
      #"hush\u002fa\u002bb\u003d\u003d"#,
      Data(secret.utf8).base64EncodedString(),
      String(repeating: "x", count: 65_530) + secret + "hushhush",
    ]
  )
  func `hides secret headers that the answer repeats`(echo: String) async throws {
    let text = try await trace(
      request(echo),
      .answer(403, echo, headers: ["X-Echo": echo, "Set-Cookie": "hush"])
    ).text
    #expect(!text.contains("hush"))
    #expect(!text.contains("aHVzaC9h"))
    #expect(text.contains("seen"))
  }

  @Test func `hides bodies that are secrets`() async throws {
    var request = try request("hush one")
    request.secretBodies = [.request, .response]
    let exchange = try #require(await trace(request, .answer(200, "hush two!")).exchange)
    #expect(exchange.body == "<redacted, 8 bytes>")
    #expect(try exchange.outcome.get().body == "<redacted, 9 bytes>")
  }

  @Test func `cuts long bodies`() async throws {
    let long = String(repeating: "x", count: 70_000)
    let exchange = try #require(await trace(request(), .answer(200, long)).exchange)
    let body = try exchange.outcome.get().body
    #expect(body.hasPrefix("xxx"))
    #expect(body.hasSuffix("x<cut, 70000 bytes in all>"))
    #expect(body.count < 65_600)
  }

  @Test func `tells why there is no answer`() async throws {
    let exchange = try #require(await trace(request(), .fail(.refused)).exchange)
    #expect(throws: TransportError.refused) { try exchange.outcome.get() }
  }
}
