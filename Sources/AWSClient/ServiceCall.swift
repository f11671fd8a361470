internal import Foundation
internal import SMSVoice

/// One call in the making: what to say to which service, the same for every attempt.
struct ServiceCall: Sendable {
  /// Where a call goes and what its quota is counted by.
  enum Destination: Sendable {
    /// A JSON service, through the lane's quota.
    case service(CalledService, priority: Int)
    /// STS, which has no quota that matters here.
    case securityTokenService
  }

  /// Which endpoint, and in what order with others.
  var destination: Destination
  /// The region and operation.
  var lane: Lane
  /// Whom the call is for, as the call log shows it; nil for none.
  var subject: String?
  /// Those that say what is called; the rest is the client's and the signer's.
  var headers: HTTPHeaders
  /// The JSON object, or the form of the query protocol.
  var body: Data
  /// Whether it is tried once only, and not waited for very long.
  var isOptional = false

  /// A call of a JSON service, in the version of AWS JSON that it speaks.
  ///
  /// <https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html>
  /// <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>
  init(_ request: ServiceRequest) {
    destination = .service(request.service, priority: request.priority)
    lane = Lane(region: request.region, operation: request.operation)
    subject = request.subject
    headers = [
      "Content-Type": "application/x-amz-json-\(request.service.protocolVersion)",
      "X-Amz-Target": "\(request.service.targetPrefix).\(request.operation)",
    ]
    body = request.body
    isOptional = request.isOptional
  }

  /// STS `GetCallerIdentity`, in the query protocol.
  ///
  /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
  init(callerIdentityIn region: String) {
    destination = .securityTokenService
    lane = Lane(region: region, operation: "GetCallerIdentity")
    subject = nil
    headers = ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"]
    body = Data("Action=GetCallerIdentity&Version=2011-06-15".utf8)
  }

  /// Whether a quota of the service counts it.
  var isPaced: Bool {
    if case .service = destination { true } else { false }
  }

  /// The token in the body of a write, by which the service knows a repetition; nil where there is none.
  var clientToken: String? {
    struct Body: Decodable {
      var clientToken: String?
      enum CodingKeys: String, CodingKey { case clientToken = "ClientToken" }
    }
    guard isPaced, !lane.operation.isRead else { return nil }
    return try? JSONDecoder().decode(Body.self, from: body).clientToken
  }

  /// Whether the body of a 200 can be the service's: a JSON object, by its first character.
  ///
  /// What a proxy or the login page of a network sends instead is HTML or nothing at all.
  func recognizes(_ body: Data) -> Bool {
    switch destination {
    case .service: body.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
    case .securityTokenService: true
    }
  }

  /// The region and the signing name.
  var scope: SigningScope {
    switch destination {
    case .service(let service, _):
      SigningScope(region: lane.region, service: service.signingName)
    case .securityTokenService: SigningScope(region: lane.region, service: "sts")
    }
  }

  /// The URL to post to.
  func url(_ endpoints: EndpointResolver) throws(EndpointError) -> URL {
    switch destination {
    case .service(.smsVoice, _): try endpoints.service(region: lane.region)
    case .service(.resourceGroupsTagging, _): try endpoints.tagging(region: lane.region)
    case .securityTokenService: try endpoints.securityTokens(region: lane.region)
    }
  }
}

extension CalledService {
  fileprivate var protocolVersion: String {
    switch self {
    case .smsVoice: "1.0"
    case .resourceGroupsTagging: "1.1"
    }
  }

  fileprivate var targetPrefix: String {
    switch self {
    case .smsVoice: "PinpointSMSVoiceV2"
    case .resourceGroupsTagging: "ResourceGroupsTaggingAPI_20170126"
    }
  }

  fileprivate var signingName: String {
    switch self {
    case .smsVoice: "sms-voice"
    case .resourceGroupsTagging: "tagging"
    }
  }
}
