import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// An HTTP server on a free loopback port that answers by a closure and remembers what it was asked.
final class TestServer: Sendable {
  /// One request as it came over the wire.
  struct Received: Sendable {
    /// From 1, in order of arrival.
    var number: Int
    /// For example `POST`.
    var method: String
    /// With the query, as it was sent, for example `/a?b=c`.
    var target: String
    /// Names in lower case.
    var headers: [String: String]
    var body: Data
    /// Equal for requests that came over one connection.
    var connection: String
  }

  /// What is to be done about a request.
  enum Reply: Sendable {
    case answer(Int, String, headers: [String: String] = [:])
    /// Promises a hundred bytes, sends a few and hangs up.
    case hangUp
  }

  private let requests = Mutex<[Received]>([])
  private let reply: @Sendable (Received) async -> Reply

  private init(reply: @escaping @Sendable (Received) async -> Reply) {
    self.reply = reply
  }

  /// What has come in so far, in order.
  var received: [Received] { requests.withLock { $0 } }

  /// Runs a server for as long as `body` takes.
  static func run(
    replying reply: @escaping @Sendable (Received) async -> Reply,
    during body: (_ server: TestServer, _ url: URL) async throws -> Void
  ) async throws {
    let log = TestServer(reply: reply)
    let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: 0)
    let server = HTTPServer(address: address, logger: .disabled, handler: log)
    let running = Task { try await server.run() }
    try await server.waitUntilListening()
    guard case .ip4(_, let port) = await server.listeningAddress,
      let url = URL(string: "http://127.0.0.1:\(port)")
    else { throw CancellationError() }
    let result: Result<Void, any Error>
    do {
      result = .success(try await body(log, url))
    } catch {
      result = .failure(error)
    }
    await server.stop()
    running.cancel()
    try result.get()
  }
}

extension TestServer: HTTPHandler {
  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let body = try await request.bodyData
    let received = requests.withLock { requests in
      let headers = request.headers.map { ($0.key.rawValue.lowercased(), $0.value) }
      let received = Received(
        number: requests.count + 1,
        method: request.method.rawValue,
        target: request.target.rawValue,
        headers: Dictionary(headers) { first, _ in first },
        body: body,
        connection: "\(String(describing: request.remoteAddress))"
      )
      requests.append(received)
      return received
    }
    switch await reply(received) {
    case .answer(let status, let text, let headers):
      var fields = HTTPHeaders()
      for (name, value) in headers { fields[HTTPHeader(name)] = value }
      return HTTPResponse(
        statusCode: HTTPStatusCode(status, phrase: "Test"),
        headers: fields,
        body: Data(text.utf8)
      )
    case .hangUp:
      return HTTPResponse(
        statusCode: .ok,
        body: HTTPBodySequence(from: BrokenBody(), count: 100)
      )
    }
  }
}

/// A body that ends in an error after its first bytes.
private struct BrokenBody: AsyncBufferedSequence, AsyncBufferedIteratorProtocol {
  typealias Element = UInt8
  private var isStarted = false

  func makeAsyncIterator() -> BrokenBody { self }

  mutating func next() async throws -> UInt8? {
    try await nextBuffer(suggested: 1)?.first
  }

  mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
    guard !isStarted else { throw CancellationError() }
    isStarted = true
    return Array("{".utf8)
  }
}
