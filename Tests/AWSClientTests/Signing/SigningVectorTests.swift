import AWSClient
import Foundation
import Testing

@Suite struct `Each stage of a signature` {
  // Empty when the file cannot be read, which the first test tells of.
  private static let vectors = (try? SigningVectors.load())?.vectors ?? []

  @Test func `is tested on all that botocore was asked`() throws {
    let file = try SigningVectors.load()
    #expect(file.vectors.count > 70)
    let credentials = Credentials.make()
    #expect(file.accessKeyID == credentials.accessKeyID)
    #expect(file.secretAccessKey == credentials.secretAccessKey.value)
  }

  @Test(arguments: vectors)
  func `agrees on the canonical request`(vector: SigningVector) {
    let signed = vector.signer.sign(vector.request, at: vector.date)
    #expect(vector.signer.canonicalRequest(signed.unauthorized) == vector.canonicalRequest)
  }

  @Test(arguments: vectors)
  func `agrees on the string to sign`(vector: SigningVector) {
    let text = vector.signer.stringToSign(vector.canonicalRequest, at: vector.date)
    #expect(text == vector.stringToSign)
  }

  @Test(arguments: vectors)
  func `agrees on the signing key`(vector: SigningVector) {
    let key = vector.signer.signingKey(at: vector.date)
    #expect(key.map { String(format: "%02x", $0) }.joined() == vector.signingKey)
  }

  @Test(arguments: vectors)
  func `agrees on the signature`(vector: SigningVector) {
    let signature = vector.signer.signature(of: vector.stringToSign, at: vector.date)
    #expect(signature == vector.signature)
  }

  @Test(arguments: vectors)
  func `ends in the same header`(vector: SigningVector) {
    let signed = vector.signer.sign(vector.request, at: vector.date)
    #expect(signed.headers["Authorization"] == vector.authorization)
    #expect(signed.headers["X-Amz-Security-Token"] == vector.sessionToken)
  }
}

extension HTTPRequest {
  /// As it is when the first stage looks at it.
  fileprivate var unauthorized: HTTPRequest {
    var request = self
    request.headers["Authorization"] = nil
    return request
  }
}
