internal import FlyingFox
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

  /// An answer that never comes: FlyingFox asks a web socket's handler before it writes anything,
  /// and closes the connection when that throws.
  static var dropped: HTTPResponse { HTTPResponse(webSocket: DroppedConnection()) }
}

private struct DroppedConnection: WSHandler {
  struct Dropped: Error {}

  func makeFrames(
    for client: AsyncThrowingStream<WSFrame, any Error>
  ) async throws -> AsyncStream<WSFrame> {
    throw Dropped()
  }
}
