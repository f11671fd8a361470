import AWSClient
import Foundation
import Testing

@Suite struct `A request signer` {
  private struct Vector: Sendable, CustomTestStringConvertible {
    var name: String
    var method = "GET"
    var url = "https://example.amazonaws.com/"
    var headers: HTTPHeaders = [:]
    var body = ""
    var region = "us-east-1"
    var service = "service"
    var signedHeaders = "host;x-amz-date"
    var signature: String

    var testDescription: String { name }
  }

  // From AWS's Signature Version 4 test suite (aws-sig-v4-test-suite).
  private static let published = [
    Vector(
      name: "get-vanilla",
      signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    ),
    Vector(
      name: "get-vanilla-query-order-key-case",
      url: "https://example.amazonaws.com/?Param2=value2&Param1=value1",
      signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
    ),
    Vector(
      name: "get-header-value-trim",
      headers: ["My-Header1": " value1", "My-Header2": " \"a   b   c\" "],
      signedHeaders: "host;my-header1;my-header2;x-amz-date",
      signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
    ),
    Vector(
      name: "post-vanilla",
      method: "POST",
      signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
    ),
    Vector(
      name: "post-x-www-form-urlencoded",
      method: "POST",
      headers: ["Content-Type": "application/x-www-form-urlencoded"],
      body: "Param1=value1",
      signedHeaders: "content-type;host;x-amz-date",
      signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
    ),
  ]

  private static let date = Date(timeIntervalSince1970: 1_440_938_160)
  private static let credentials = Credentials(
    accessKeyID: "AKIDEXAMPLE",
    secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
  )

  @Test(arguments: published)
  private func `agrees with AWS`(vector: Vector) throws {
    let request = HTTPRequest(
      method: vector.method,
      url: try #require(URL(string: vector.url)),
      headers: vector.headers,
      body: Data(vector.body.utf8)
    )
    let signer = RequestSigner(
      credentials: Self.credentials,
      scope: SigningScope(region: vector.region, service: vector.service)
    )
    let signed = signer.sign(request, at: Self.date)
    let scope = "20150830/\(vector.region)/\(vector.service)/aws4_request"
    #expect(
      signed.headers["Authorization"] == """
        AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\(scope), \
        SignedHeaders=\(vector.signedHeaders), Signature=\(vector.signature)
        """
    )
    #expect(signed.headers["X-Amz-Date"] == "20150830T123600Z")
    #expect(signed.body == request.body)
  }

  @Test func `derives the signing key of AWS's documentation`() {
    let scope = SigningScope(region: "us-east-1", service: "iam")
    let key = RequestSigner(credentials: Self.credentials, scope: scope).signingKey(at: Self.date)
    #expect(
      key.map { String(format: "%02x", $0) }.joined()
        == "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"
    )
  }

  @Test func `goes through the documented stages`() throws {
    let scope = SigningScope(region: "us-east-1", service: "service")
    let signer = RequestSigner(credentials: Self.credentials, scope: scope)
    let url = try #require(URL(string: "https://example.amazonaws.com/"))
    let canonical = signer.canonicalRequest(
      HTTPRequest(
        method: "GET",
        url: url,
        headers: ["Host": "example.amazonaws.com", "X-Amz-Date": "20150830T123600Z"]
      )
    )
    #expect(
      canonical == """
        GET
        /

        host:example.amazonaws.com
        x-amz-date:20150830T123600Z

        host;x-amz-date
        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
        """
    )
    #expect(
      signer.stringToSign(canonical, at: Self.date) == """
        AWS4-HMAC-SHA256
        20150830T123600Z
        20150830/us-east-1/service/aws4_request
        bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63
        """
    )
  }

  @Test func `leaves alone what a proxy may change`() throws {
    let scope = SigningScope(region: "us-east-1", service: "service")
    let signer = RequestSigner(credentials: Self.credentials, scope: scope)
    let url = try #require(URL(string: "https://example.amazonaws.com/"))
    let request = HTTPRequest(url: url, headers: ["User-Agent": "smsctl/1"])
    #expect(
      signer.sign(request, at: Self.date).headers["Authorization"]
        == signer.sign(HTTPRequest(url: url), at: Self.date).headers["Authorization"]
    )
  }

  @Test func `replaces an older signature`() throws {
    let scope = SigningScope(region: "us-east-1", service: "service")
    let signer = RequestSigner(credentials: Self.credentials, scope: scope)
    let url = try #require(URL(string: "https://example.amazonaws.com/"))
    let once = signer.sign(HTTPRequest(url: url), at: Self.date)
    #expect(signer.sign(once, at: Self.date) == once)
  }
}
