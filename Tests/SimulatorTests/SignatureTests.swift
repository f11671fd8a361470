import Foundation
import Simulator
import Testing

/// The signatures below were made by botocore 1.43 for the simulator's default keys, eu-west-1 and
/// 2026-11-21T08:00:00Z.
@Suite struct `A signature` {
  private static let now = Date(timeIntervalSince1970: 1_795_248_000)
  private let verifier = SignatureVerifier(
    accessKeyID: SimulatorConfiguration.defaultAccessKeyID,
    secretAccessKey: SimulatorConfiguration.defaultSecretAccessKey
  )

  private static func request(
    service: String = "sms-voice",
    headers: String = "content-type;host;x-amz-date;x-amz-target",
    signature: String = "97cb307759fafff4bc0c101a159e1d43e8c2ac81fef4cb4a17aaa1f09cb218d2"
  ) -> ReceivedRequest {
    ReceivedRequest(
      headers: [
        "content-type": "application/x-amz-json-1.0",
        "host": "127.0.0.1:8787",
        "x-amz-target": "PinpointSMSVoiceV2.DescribePools",
        "x-amz-date": "20261121T080000Z",
        "authorization":
          "AWS4-HMAC-SHA256 Credential=AKIDSIMULATOR/20261121/eu-west-1/\(service)/aws4_request, "
          + "SignedHeaders=\(headers), Signature=\(signature)",
      ],
      body: Data(#"{"PoolIds":["pool-1"]}"#.utf8)
    )
  }

  private func refusal(_ request: ReceivedRequest, now: Date = now) -> SimulatedError? {
    do {
      _ = try verifier.verify(request, now: now)
      return nil
    } catch {
      return error
    }
  }

  @Test func `of botocore is accepted and tells region and service`() throws {
    let scope = try verifier.verify(Self.request(), now: Self.now)
    #expect(scope == CredentialScope(day: "20261121", region: "eu-west-1", service: "sms-voice"))
  }

  @Test func `covers a session token`() {
    var request = Self.request(
      headers: "content-type;host;x-amz-date;x-amz-security-token;x-amz-target",
      signature: "82db1b9d85cbc33c894023fffcb88a91e474ab8686cfd28b4219e91b600460f7"
    )
    request.headers["x-amz-security-token"] = "session/token+1="
    #expect(refusal(request) == nil)
    request.headers["x-amz-security-token"] = "another"
    #expect(refusal(request)?.code == "InvalidSignatureException")
  }

  @Test func `for STS is accepted`() throws {
    var request = Self.request(
      service: "sts",
      headers: "content-type;host;x-amz-date",
      signature: "47389596c2c7a2d16c9ca9ae5bc9669e02d7d2e0840f87ddcfedef24e2f2b63e"
    )
    request.headers["x-amz-target"] = nil
    request.headers["content-type"] = "application/x-www-form-urlencoded; charset=utf-8"
    request.body = Data("Action=GetCallerIdentity&Version=2011-06-15".utf8)
    #expect(refusal(request) == nil)
  }

  @Test func `does not fit another body, path or header`() {
    var body = Self.request()
    body.body = Data("{}".utf8)
    var path = Self.request()
    path.path = "/other"
    var header = Self.request()
    header.headers["x-amz-target"] = "PinpointSMSVoiceV2.DeletePool"
    for request in [body, path, header] {
      #expect(refusal(request)?.code == "InvalidSignatureException")
    }
  }

  @Test func `may declare the digest of the body, which must then be right`() {
    var request = Self.request()
    request.headers["x-amz-content-sha256"] = String(repeating: "0", count: 64)
    #expect(refusal(request)?.code == "InvalidSignatureException")
  }

  @Test func `has to cover every X-Amz header`() {
    var request = Self.request()
    request.headers["x-amz-security-token"] = "added-later"
    #expect(refusal(request)?.message.contains("'x-amz-security-token' must be") == true)
  }

  @Test(arguments: [(-901.0, "Signature not yet current"), (901.0, "Signature expired")])
  func `is good for a quarter of an hour`(offset: Double, message: String) {
    #expect(refusal(Self.request(), now: Self.now.addingTimeInterval(offset / 901 * 899)) == nil)
    let error = refusal(Self.request(), now: Self.now.addingTimeInterval(offset))
    #expect(error?.code == "InvalidSignatureException")
    #expect(error?.message.hasPrefix(message) == true)
  }

  @Test func `of an unknown key, a malformed one and none are told apart`() {
    var unknown = Self.request()
    unknown.headers["authorization"]?.replace("AKIDSIMULATOR", with: "AKIDOTHER")
    #expect(refusal(unknown)?.code == "UnrecognizedClientException")
    var malformed = Self.request()
    malformed.headers["authorization"] = "Bearer abc"
    #expect(refusal(malformed)?.code == "IncompleteSignatureException")
    var none = Self.request()
    none.headers["authorization"] = nil
    #expect(refusal(none)?.code == "MissingAuthenticationTokenException")
  }
}
