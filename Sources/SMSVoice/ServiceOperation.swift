package import Foundation

/// The request of one operation, spelled in Swift's way; the wire has each name with a capital.
///
///     struct DeletePool: ServiceOperation {
///       var poolId: String                 // "PoolId" on the wire
///       struct Response: Decodable, Sendable { var poolArn: String? }
///     }
///
/// The type's name is the operation's. A nil member is left out of the body.
package protocol ServiceOperation: Encodable, Sendable {
  /// The members of the result that we read. Members it does not name are ignored.
  associatedtype Response: Decodable & Sendable
  /// The service that has the operation; unless a type says otherwise `.smsVoice`.
  static var service: CalledService { get }
  /// Whether the caller can do without an answer; unless a type says otherwise false.
  static var isOptional: Bool { get }
}

extension ServiceOperation {
  /// The operation this is a request of.
  package static var operation: Operation { Operation(rawValue: String(describing: Self.self)) }

  package static var service: CalledService { .smsVoice }
  package static var isOptional: Bool { false }

  /// The JSON object to send, its keys sorted, so that equal requests have equal bytes.
  package func body() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .custom { WireKey($0[$0.count - 1].stringValue.capitalizedFirst) }
    // JSON 1.0 timestamps are numbers: seconds since 1970.
    encoder.dateEncodingStrategy = .secondsSince1970
    return try encoder.encode(self)
  }

  /// Reads the body of a successful answer.
  package static func response(from body: Data) throws -> Response {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .custom { WireKey($0[$0.count - 1].stringValue.lowercasedFirst) }
    decoder.dateDecodingStrategy = .secondsSince1970
    return try decoder.decode(Response.self, from: body)
  }
}

extension SMSVoiceService {
  /// Makes a typed call.
  ///
  /// Throws as `send(_:)`; an answer that cannot be read is a `.other` error.
  package func call<Request: ServiceOperation>(
    _ request: Request,
    region: String,
    priority: Int = 0,
    subject: String? = nil
  ) async throws -> Request.Response {
    var call = ServiceRequest(
      region: region,
      operation: Request.operation,
      body: try request.body(),
      priority: priority,
      subject: subject
    )
    call.service = Request.service
    call.isOptional = Request.isOptional
    let answer = try await send(call)
    do {
      return try Request.response(from: answer.body)
    } catch {
      throw ServiceError(
        kind: .other,
        code: "UnreadableResponse",
        message: "the answer to \(Request.operation) could not be read: \(error)",
        requestID: answer.requestID
      )
    }
  }
}

private struct WireKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ stringValue: String) {
    self.stringValue = stringValue
  }

  init?(stringValue: String) {
    self.stringValue = stringValue
  }

  init?(intValue: Int) {
    nil
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
