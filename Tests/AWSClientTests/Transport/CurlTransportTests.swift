import AWSClient
import Foundation
import Testing

@Suite struct `The curl transport` {
  private let transport: CurlTransport

  init() throws {
    // A busy machine, or one without a name server, may take long over what fails in the end.
    var options = CurlTransport.Options()
    options.connectTimeout = .seconds(120)
    transport = try CurlTransport(options: options)
  }

  @Test func `carries request and answer unchanged`() async throws {
    try await TestServer.run { _ in
      .answer(418, #"{"é":1}"#, headers: ["X-Amzn-RequestId": "abc"])
    } during: { server, url in
      let request = HTTPRequest(
        url: url,
        headers: ["Content-Type": "application/x-amz-json-1.0", "X-Empty": ""],
        body: Data(#"{"é":"ü"}"#.utf8)
      )
      let response = try await transport.send(request)
      #expect(response.status == 418)
      #expect(response.body == Data(#"{"é":1}"#.utf8))
      #expect(response.headers["x-amzn-requestid"] == "abc")
      let received = try #require(server.received.first)
      #expect(received.body == request.body)
      #expect(received.headers["content-type"] == "application/x-amz-json-1.0")
      #expect(received.headers["expect"] == nil)
    }
  }

  @Test func `uses one connection for calls that follow each other`() async throws {
    try await TestServer.run { _ in
      .answer(200, "{}")
    } during: { server, url in
      for _ in 0..<5 { _ = try await transport.send(HTTPRequest(url: url)) }
      #expect(Set(server.received.map(\.connection)).count == 1)
    }
  }

  @Test func `carries fifty requests at once`() async throws {
    try await TestServer.run {
      .answer(200, String(decoding: $0.body, as: UTF8.self))
    } during: { _, url in
      let transport = transport
      let echoed = await withTaskGroup(of: String?.self) { group in
        for number in 0..<50 {
          group.addTask {
            let request = HTTPRequest(url: url, body: Data("\(number)".utf8))
            return (try? await transport.send(request)).map {
              String(decoding: $0.body, as: UTF8.self)
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(echoed) == Set((0..<50).map { "\($0)" }))
    }
  }

  @Test func `says when a request left and when its answer came`() async throws {
    try await TestServer.run { _ in
      .answer(200, "{}")
    } during: { _, url in
      let before = ContinuousClock.now
      let timing = try await transport.send(HTTPRequest(url: url)).timing
      let after = ContinuousClock.now
      #expect(before <= timing.sentAt)
      #expect(timing.sentAt < timing.receivedAt)
      #expect(timing.receivedAt <= after)
    }
  }

  @Test func `names address and reason when nobody listens`() async throws {
    let url = try #require(URL(string: "http://127.0.0.1:9"))
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(HTTPRequest(url: url))
    }
    #expect(error?.cause == .connection)
    #expect(error?.curlCode == 7)
    #expect(error?.mayHaveBeenSent == false)
    #expect(error?.message == "could not connect to http://127.0.0.1:9 (connection refused)")
  }

  @Test func `names a host that cannot be found`() async throws {
    // RFC 6761: names under .invalid never resolve.
    let url = try #require(URL(string: "http://smsctl.invalid/"))
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(HTTPRequest(url: url, timeout: .seconds(120)))
    }
    #expect(error?.cause == .nameLookup)
    #expect(error?.message.hasPrefix("could not find the host of http://smsctl.invalid/") == true)
  }

  @Test func `tells when an answer is cut off`() async throws {
    try await TestServer.run { _ in
      .hangUp
    } during: { _, url in
      let error = await #expect(throws: TransportError.self) {
        try await transport.send(HTTPRequest(url: url))
      }
      #expect(error?.cause == .interrupted)
      #expect(error?.mayHaveBeenSent == true)
    }
  }

  @Test func `tells when an answer takes too long`() async throws {
    let (answers, answer) = AsyncStream.makeStream(of: Void.self)
    try await TestServer.run { _ in
      for await _ in answers {}
      return .answer(200, "{}")
    } during: { _, url in
      let error = await #expect(throws: TransportError.self) {
        try await transport.send(HTTPRequest(url: url, timeout: .milliseconds(50)))
      }
      #expect(error?.cause == .timeout)
      #expect(error?.mayHaveBeenSent == true)
      answer.finish()
    }
  }

  @Test func `refuses an answer over the limit`() async throws {
    var options = CurlTransport.Options()
    options.bodyLimit = 10
    let transport = try CurlTransport(options: options)
    try await TestServer.run { _ in
      .answer(200, "12345678901")
    } during: { _, url in
      let error = await #expect(throws: TransportError.self) {
        try await transport.send(HTTPRequest(url: url))
      }
      #expect(error?.cause == .tooLarge)
    }
  }

  @Test func `follows no redirect`() async throws {
    try await TestServer.run { _ in
      .answer(302, "", headers: ["Location": "http://127.0.0.1:9/"])
    } during: { server, url in
      let response = try await transport.send(HTTPRequest(url: url))
      #expect(response.status == 302)
      #expect(server.received.count == 1)
    }
  }

  @Test func `refuses line breaks in headers and other protocols`() async throws {
    let url = try #require(URL(string: "http://127.0.0.1:9"))
    let smuggled = HTTPRequest(url: url, headers: ["X-Token": "a\r\nX-Other: b"])
    let file = HTTPRequest(url: try #require(URL(string: "file:///etc/passwd")))
    for request in [smuggled, file] {
      let error = await #expect(throws: TransportError.self) { try await transport.send(request) }
      #expect(error?.cause == .invalidRequest)
    }
  }

  @Test func `finishes a request whose task was cancelled`() async throws {
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
    let (releases, release) = AsyncStream.makeStream(of: Void.self)
    try await TestServer.run { _ in
      arrival.finish()
      for await _ in releases {}
      return .answer(200, "done")
    } during: { _, url in
      let transport = transport
      let task = Task { try await transport.send(HTTPRequest(url: url)) }
      for await _ in arrivals {}
      task.cancel()
      release.finish()
      let response = try await task.value
      #expect(response.body == Data("done".utf8))
    }
  }

  @Test func `needs the certificate bundle it is told to use`() {
    let options = CurlTransport.Options(environment: ["AWS_CA_BUNDLE": "/nowhere/bundle.pem"])
    let error = #expect(throws: TransportError.self) { try CurlTransport(options: options) }
    #expect(error?.message == "AWS_CA_BUNDLE: the file '/nowhere/bundle.pem' cannot be read")
    #expect(CurlTransport.Options(environment: ["AWS_CA_BUNDLE": ""]).certificateBundle == nil)
  }
}
