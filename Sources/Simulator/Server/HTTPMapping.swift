internal import FlyingFox
internal import FlyingSocks
internal import Foundation

extension ReceivedRequest {
  /// Takes what matters out of FlyingFox's request; throws when the body does not arrive whole.
  init(_ request: HTTPRequest) async throws {
    var headers: [String: String] = [:]
    for name in request.headers.keys { headers[name.rawValue.lowercased()] = request.headers[name] }
    self.init(
      method: request.method.rawValue,
      path: request.target.path(),
      query: request.target.query(),
      headers: headers,
      body: try await request.bodyData
    )
  }
}

extension HTTPResponse {
  /// The answer as FlyingFox sends it, made at `date`.
  init(_ answer: Answer, date: Date) {
    var headers: HTTPHeaders = [
      .contentType: answer.contentType,
      .date: HTTPDate.text(date),
      HTTPHeader("x-amzn-requestid"): answer.requestID,
    ]
    for (name, value) in answer.headers { headers[HTTPHeader(name)] = value }
    let phrase = answer.status == 200 ? "OK" : answer.status < 500 ? "Bad Request" : "Server Error"
    self.init(
      statusCode: HTTPStatusCode(answer.status, phrase: phrase),
      headers: headers,
      body: answer.body
    )
  }

  /// What the client gets of an answer; takes as long as the answer stalls.
  static func delivering(_ answer: Answer, date: Date) async throws -> HTTPResponse {
    switch answer.delivery {
    case .whole: return HTTPResponse(answer, date: date)
    case .closed: return .dropped
    case .cut:
      var response = HTTPResponse(answer, date: date)
      let half = CutBody(bytes: Array(answer.body.prefix(answer.body.count / 2)))
      response.payload = .httpBody(HTTPBodySequence(from: half, count: answer.body.count))
      return response
    case .stalled(let milliseconds):
      try await Task.sleep(for: milliseconds.map { .milliseconds($0) } ?? .seconds(3600))
      return .dropped
    }
  }

  /// An answer that never comes: FlyingFox asks a web socket's handler before it writes anything,
  /// and closes the connection when that throws.
  private static var dropped: HTTPResponse { HTTPResponse(webSocket: DroppedConnection()) }
}

/// What FlyingFox hears of a connection that is to be closed.
private struct Interruption: Error {}

private struct DroppedConnection: WSHandler {
  func makeFrames(
    for client: AsyncThrowingStream<WSFrame, any Error>
  ) async throws -> AsyncStream<WSFrame> {
    throw Interruption()
  }
}

/// A body that breaks off: FlyingFox closes the connection when the bytes end in an error.
private struct CutBody: AsyncBufferedSequence {
  let bytes: [UInt8]

  func makeAsyncIterator() -> Iterator { Iterator(rest: bytes) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var rest: [UInt8]

    mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
      guard !rest.isEmpty else { throw Interruption() }
      defer { rest = Array(rest.dropFirst(count)) }
      return Array(rest.prefix(count))
    }

    mutating func next() async throws -> UInt8? {
      try await nextBuffer(suggested: 1)?.first
    }
  }
}
