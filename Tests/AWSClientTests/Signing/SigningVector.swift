import AWSClient
import Foundation
import Testing

/// One request and what botocore makes of it at each stage, from `vectors.json`.
struct SigningVector: Decodable, Sendable, CustomTestStringConvertible {
  /// A text, or in the file also a text and how often it is repeated.
  struct Body: Decodable {
    private struct Repetition: Decodable {
      var `repeat`: String
      var times: Int
    }

    var data: Data

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        data = Data(text.utf8)
        return
      }
      let repetition = try container.decode(Repetition.self)
      data = Data(String(repeating: repetition.repeat, count: repetition.times).utf8)
    }
  }

  var name: String
  var method: String
  var url: URL
  /// Pairs of name and value.
  var headers: [[String]]
  var body: Body
  var sessionToken: String?
  var region: String
  var service: String
  var date: Date
  var canonicalRequest: String
  var stringToSign: String
  /// In hexadecimal digits.
  var signingKey: String
  var signature: String
  var authorization: String

  var testDescription: String { name }

  /// Before it is signed.
  var request: HTTPRequest {
    var fields: HTTPHeaders = [:]
    for header in headers { fields.add(header[0], header[1]) }
    return HTTPRequest(method: method, url: url, headers: fields, body: body.data)
  }

  var signer: RequestSigner {
    RequestSigner(
      credentials: .make(token: sessionToken),
      scope: SigningScope(region: region, service: service)
    )
  }
}

/// The whole of `vectors.json`, which `Scripts/make-signing-vectors.py` writes.
struct SigningVectors: Decodable {
  var accessKeyID: String
  var secretAccessKey: String
  var vectors: [SigningVector]

  /// Throws when the file is not there or not as expected.
  static func load(beside source: String = #filePath) throws -> SigningVectors {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    let file = URL(filePath: source).deletingLastPathComponent().appending(path: "vectors.json")
    return try decoder.decode(SigningVectors.self, from: try Data(contentsOf: file))
  }
}
