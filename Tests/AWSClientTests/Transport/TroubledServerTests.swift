import AWSClient
import Foundation
import Testing

/// Servers that are slow, hang up or talk nonsense.
@Suite struct `A request to a troubled server` {
  private static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

  private static func send(
    _ options: CurlTransport.Options = .init(),
    timeout: Duration = .seconds(60),
    to server: RawServer
  ) async throws(TransportError) -> HTTPResponse {
    let transport = try CurlTransport(options: options)
    let request = HTTPRequest(url: server.url, body: Data("{}".utf8), timeout: timeout)
    return try await transport.send(request)
  }

  /// Answers one request with exactly this text, then closes.
  private static func server(answering text: String) throws -> RawServer {
    try RawServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(text)
    }
  }

  // MARK: Slow

  @Test func `has a time for the first byte of its own`() async throws {
    let server = try RawServer { $0.waitForClose() }
    var options = CurlTransport.Options()
    options.firstByteTimeout = .milliseconds(100)
    let error = await #expect(throws: TransportError.self) {
      try await Self.send(options, to: server)
    }
    #expect(error?.cause == .timeout)
    #expect(error?.mayHaveBeenSent == true)
    #expect(
      error?.message
        == "no answer in time from \(server.url) (not a byte within 0.1 seconds)"
    )
  }

  @Test func `does not count the answer's own time for the first byte`() async throws {
    let server = try RawServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{")
      guard !connection.isClosed(within: 300) else { return }
      connection.write("}")
      connection.waitForClose()
    }
    var options = CurlTransport.Options()
    options.firstByteTimeout = .milliseconds(100)
    #expect(try await Self.send(options, to: server).body == Data("{}".utf8))
  }

  @Test(arguments: ["HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"])
  func `has a time for all of it`(beginning: String) async throws {
    let server = try RawServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(beginning)
      while !connection.isClosed(within: 10), connection.write("x") {}
    }
    let error = await #expect(throws: TransportError.self) {
      try await Self.send(timeout: .milliseconds(200), to: server)
    }
    #expect(error?.cause == .timeout)
    #expect(error?.mayHaveBeenSent == true)
  }

  @Test func `has a time for connecting of its own`() async throws {
    let listener = try Listener(backlog: 0)
    try listener.fill()
    let url = try #require(URL(string: "http://127.0.0.1:\(listener.port)/"))
    let transport = try CurlTransport()
    var request = HTTPRequest(url: url)
    request.connectTimeout = .milliseconds(100)
    let error = await #expect(throws: TransportError.self) { try await transport.send(request) }
    #expect(error?.cause == .connection)
    #expect(error?.mayHaveBeenSent == false)
    #expect(error?.message == "could not connect to \(url) (timed out)")
  }

  // MARK: Cutting

  @Test(
    arguments: [
      "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    ],
    [false, true]
  )
  func `tells when the connection is cut`(text: String, isReset: Bool) async throws {
    let server = try RawServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(text)
      if isReset { connection.reset() }
    }
    let error = await #expect(throws: TransportError.self) { try await Self.send(to: server) }
    #expect(error?.cause == .interrupted)
    #expect(error?.mayHaveBeenSent == true)
    #expect(server.connections == 1)
  }

  @Test func `goes out on a new connection when the kept one was closed`() async throws {
    let (closings, closing) = AsyncStream.makeStream(of: Void.self)
    let server = try RawServer { connection in
      while connection.readRequest() != nil {
        connection.write(Self.answer)
        if connection.number == 1 {
          connection.finish()
          closing.finish()
          return
        }
      }
    }
    let transport = try CurlTransport()
    _ = try await transport.send(HTTPRequest(url: server.url, body: Data("{}".utf8)))
    for await _ in closings {}
    let response = try await transport.send(HTTPRequest(url: server.url, body: Data("{}".utf8)))
    #expect(response.status == 200)
    #expect(transport.usage == CurlUsage(calls: 2, connections: 2))
  }

  @Test func `is not sent again when the kept connection breaks after it`() async throws {
    let requests = Collector<String>()
    let server = try RawServer { connection in
      while let request = connection.readRequest() {
        requests.add(request)
        guard requests.values.count == 1 else { return }
        connection.write(Self.answer)
      }
    }
    let transport = try CurlTransport()
    let request = HTTPRequest(url: server.url, body: Data(#"{"a":1}"#.utf8))
    _ = try await transport.send(request)
    let error = await #expect(throws: TransportError.self) { try await transport.send(request) }
    #expect(error?.cause == .interrupted)
    #expect(error?.mayHaveBeenSent == true)
    #expect(requests.values.count == 2)
    #expect(requests.values.allSatisfy { $0.hasSuffix(#"{"a":1}"#) })
  }

  // MARK: Nonsense

  @Test(arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "<html>no</html>\n"])
  func `tells what is not HTTP`(text: String) async throws {
    let server = try Self.server(answering: text)
    let error = await #expect(throws: TransportError.self) { try await Self.send(to: server) }
    #expect(error?.cause == .unintelligible)
    #expect(error?.mayHaveBeenSent == true)
    #expect(error?.message.hasPrefix("the answer is not HTTP/1.1: \(server.url)") == true)
  }

  @Test(
    arguments: [
      ("b\r\nX-A: ", [.tooLarge]),
      // A line is curl's own affair, which calls a long one a lack of memory before version 8.
      ("X", [.tooLarge, .other]),
    ] as [(String, [TransportError.Cause])]
  )
  func `stops at headers without end`(
    piece: String,
    causes: [TransportError.Cause]
  ) async throws {
    let server = try RawServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nX: ")
      while connection.write(String(repeating: piece, count: 1_000)) {}
    }
    let error = await #expect(throws: TransportError.self) { try await Self.send(to: server) }
    #expect(causes.contains { $0 == error?.cause })
  }

  @Test(arguments: [
    "Content-Length: 1000001\r\n\r\n", "Content-Length: 9223372036854775807\r\n\r\n",
    "Content-Length: 99999999999999999999999\r\n\r\n",
  ])
  func `stops at a body that is announced too large`(rest: String) async throws {
    let server = try RawServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\n" + rest)
      connection.waitForClose()
    }
    var options = CurlTransport.Options()
    options.bodyLimit = 1_000_000
    let error = await #expect(throws: TransportError.self) {
      try await Self.send(options, to: server)
    }
    #expect(error?.cause == .tooLarge)
  }

  @Test(arguments: ["", "Transfer-Encoding: chunked\r\n"])
  func `stops at a body without end`(header: String) async throws {
    let chunk = String(repeating: "x", count: 4_096)
    let server = try RawServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\n\(header)\r\n")
      while connection.write(header.isEmpty ? chunk : "1000\r\n\(chunk)\r\n") {}
    }
    var options = CurlTransport.Options()
    options.bodyLimit = 1_000_000
    let error = await #expect(throws: TransportError.self) {
      try await Self.send(options, to: server)
    }
    #expect(error?.cause == .tooLarge)
  }

  @Test(arguments: ["zz\r\n", "-5\r\nabc", "ffffffffffffffffffff\r\nabc\r\n"])
  func `tells of chunks that are none`(chunks: String) async throws {
    let server = try Self.server(
      answering: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)"
    )
    let error = await #expect(throws: TransportError.self) { try await Self.send(to: server) }
    #expect(error?.mayHaveBeenSent == true)
    #expect([.interrupted, .unintelligible].contains(error?.cause))
  }

  @Test func `passes interim answers over`() async throws {
    let server = try Self.server(
      answering: "HTTP/1.1 100 Continue\r\nX-A: 1\r\n\r\nHTTP/1.1 103 Early\r\n\r\n\(Self.answer)"
    )
    let response = try await Self.send(to: server)
    #expect(response.status == 200)
    #expect(response.headers["X-A"] == nil)
    #expect(response.body == Data("{}".utf8))
  }

  @Test func `takes a body as it comes, also when it says it is packed`() async throws {
    let server = try Self.server(
      answering: "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\u{1f}ab"
    )
    #expect(try await Self.send(to: server).body == Data("\u{1f}ab".utf8))
  }

  @Test func `takes an answer without a length to its end`() async throws {
    let server = try Self.server(answering: "HTTP/1.0 503 Service Unavailable\r\n\r\n<html>")
    let response = try await Self.send(to: server)
    #expect(response.status == 503)
    #expect(response.body == Data("<html>".utf8))
  }

  @Test func `reaches an IPv6 address`() async throws {
    let server = try RawServer(host: "::1") { connection in
      guard connection.readRequest()?.contains("Host: [::1]:") == true else { return }
      connection.write(Self.answer)
    }
    #expect(try await Self.send(to: server).status == 200)
  }
}
