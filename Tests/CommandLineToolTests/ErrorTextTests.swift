import CommandLineTool
import Foundation
import SMSVoice
import Testing

@Suite struct `The words for reasons` {
  /// The reason codes of the API description, by exception.
  private static func reasons() throws -> [String: Set<String>] {
    struct Description: Decodable {
      struct Shape: Decodable {
        let `enum`: [String]?
      }
      let shapes: [String: Shape]
    }
    let url = repository.appending(path: "spec/aws/sms-voice-v2-api.json")
    let description = try JSONDecoder().decode(Description.self, from: Data(contentsOf: url))
    let exceptions = ["Conflict", "Validation", "ServiceQuotaExceeded", "AccessDenied"]
    return Dictionary(
      uniqueKeysWithValues: exceptions.map { name in
        (name, Set(description.shapes["\(name)ExceptionReason"]?.enum ?? []))
      }
    )
  }

  @Test func `are there for each reason of the API and for no other`() throws {
    let reasons = try Self.reasons()
    #expect(Set(ReasonText.conflicts.keys) == reasons["Conflict"])
    #expect(Set(ReasonText.validations.keys) == reasons["Validation"])
    #expect(Set(ReasonText.quotas.keys) == reasons["ServiceQuotaExceeded"])
    #expect(Set(ReasonText.denials.keys) == reasons["AccessDenied"])
    #expect(ReasonText.all.count == 41 + 43 + 27 + 2)
  }

  @Test(arguments: ReasonText.all.keys.sorted())
  func `say what is wrong and what to do`(code: String) throws {
    let words = try #require(ReasonText[code])
    let parts = words.split(separator: ": ", maxSplits: 1)
    try #require(parts.count == 2, "\(words)")
    #expect(parts.allSatisfy { $0.count > 8 }, "\(words)")
    #expect(words.first?.isUppercase == false || words.hasPrefix("AWS"), "\(words)")
    #expect(!words.hasSuffix("."), "\(words)")
    #expect(words.count <= 160, "\(words)")
  }
}

@Suite struct `The sentence for an error` {
  private static let user = "arn:aws:iam::123456789012:user/ci"
  private static let pool = "arn:aws:sms-voice:us-east-1:123456789012:pool/*"
  private static let role = "arn:aws:iam::123456789012:role/events"
  private static let needed = "'smsctl iam-policy' prints all that is needed"

  static let denials: [(message: String, sentence: String)] = [
    (
      "User: \(user) is not authorized to perform: sms-voice:CreatePool on resource: \(pool) because no identity-based policy allows the sms-voice:CreatePool action",
      "\(user) may not call sms-voice:CreatePool on \(pool): no identity-based policy allows it, so allow sms-voice:CreatePool; \(needed)"
    ),
    (
      "User: \(user) is not authorized to perform: sms-voice:CreatePool because no identity-based policy allows the sms-voice:CreatePool action",
      "\(user) may not call sms-voice:CreatePool: no identity-based policy allows it, so allow sms-voice:CreatePool; \(needed)"
    ),
    (
      "User: \(user) is not authorized to perform: sms-voice:CreatePool on resource: *",
      "\(user) may not call sms-voice:CreatePool on *: no policy allows it, so allow sms-voice:CreatePool; \(needed)"
    ),
    (
      "User: \(user) is not authorized to perform: sms-voice:CreatePool on resource: \(pool) because no permissions boundary allows the sms-voice:CreatePool action",
      "\(user) may not call sms-voice:CreatePool on \(pool): no permissions boundary allows it, so allow sms-voice:CreatePool; \(needed)"
    ),
    (
      "User: \(user) is not authorized to perform: sms-voice:CreatePool on resource: \(pool) because no session policy allows the sms-voice:CreatePool action",
      "\(user) may not call sms-voice:CreatePool on \(pool): no session policy allows it, so allow sms-voice:CreatePool; \(needed)"
    ),
    (
      "User: \(user) is not authorized to perform: sms-voice:CreatePool on resource: \(pool) with an explicit deny in a service control policy",
      "\(user) may not call sms-voice:CreatePool on \(pool): a service control policy forbids it, so allow it there or ask who maintains that"
    ),
    (
      "User: \(user) is not authorized to perform: sms-voice:CreatePool on resource: \(pool) with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/x",
      "\(user) may not call sms-voice:CreatePool on \(pool): an identity-based policy forbids it, so allow it there or ask who maintains that"
    ),
    (
      "User: \(user) is not authorized to perform: sms-voice:CreatePool on resource: \(pool) with an explicit deny",
      "\(user) may not call sms-voice:CreatePool on \(pool): a policy forbids it, so allow it there or ask who maintains that"
    ),
    (
      "User: \(user) is not authorized to perform: iam:PassRole on resource: \(role) because no identity-based policy allows the iam:PassRole action",
      "\(user) may not call iam:PassRole on \(role): no identity-based policy allows it, so allow passing that role to sms-voice.amazonaws.com; \(needed)"
    ),
    (
      "User: \(user) is not authorized to perform: sts:AssumeRole on resource: \(role)",
      "\(user) may not call sts:AssumeRole on \(role): no policy allows it, so allow sts:AssumeRole"
    ),
  ]

  @Test(arguments: denials)
  func `names who may not do what on what`(message: String, sentence: String) {
    let error = ServiceError(kind: .accessDenied, code: "AccessDeniedException", message: message)
    #expect(error.sentence == "access denied: \(sentence) (AccessDeniedException)")
  }

  @Test func `names the operation where AWS does not`() {
    var error = ServiceError(kind: .accessDenied, code: "AccessDeniedException", message: "No")
    #expect(error.sentence == "access denied: No (AccessDeniedException)")
    error.operation = "CreatePool"
    #expect(
      error.sentence
        == "access denied to sms-voice:CreatePool: No; allow it, \(Self.needed) (AccessDeniedException)"
    )
  }

  @Test func `gives a known reason in plain words and its codes`() {
    let error = ServiceError(
      kind: .conflict,
      code: "ConflictException",
      message: "Conflict Occurred",
      reason: "DELETION_PROTECTION_ENABLED",
      resourceID: "pool-1",
      requestID: "id-1"
    )
    #expect(
      error.sentence
        == "deletion protection is on: turn off deletion protection first (ConflictException DELETION_PROTECTION_ENABLED pool-1, request id id-1)"
    )
  }

  @Test func `lets an unknown reason through with the service's words`() {
    let error = ServiceError(
      kind: .validation,
      code: "ValidationException",
      message: "Not\u{1B}[31m today",
      reason: "SOMETHING_NEW",
      fields: [.init(name: "PoolId", message: "bad")]
    )
    #expect(error.sentence.contains("today; PoolId: bad (ValidationException SOMETHING_NEW)"))
    #expect(!error.sentence.contains("\u{1B}"))
  }

  private static let notAccepted =
    "the credentials were not accepted: check key, secret and session token"

  static let credentials: [(code: String, message: String, words: [String])] = [
    ("UnrecognizedClientException", "m", [notAccepted, "active"]),
    ("InvalidClientTokenId", "m", [notAccepted, "active"]),
    ("InvalidSignatureException", "m", [notAccepted, "belong together"]),
    ("SignatureDoesNotMatch", "m", [notAccepted, "belong together"]),
    ("InvalidSignatureException", "Signature expired", ["set this machine's clock"]),
    ("SignatureDoesNotMatch", "Signature not yet current", ["set this machine's clock"]),
    ("RequestExpired", "m", ["set this machine's clock"]),
    ("ExpiredTokenException", "m", ["have expired", "get new ones"]),
    ("ExpiredToken", "m", ["have expired", "get new ones"]),
    ("ClockSkew", "this machine's clock is 9 days behind", ["this machine's clock is 9 days"]),
    ("InvalidToken", "m", ["belongs to the access key"]),
    ("MissingAuthenticationTokenException", "m", ["removes the header Authorization"]),
    ("IncompleteSignature", "m", ["removes the header Authorization"]),
    ("SomethingNew", "m", [notAccepted]),
  ]

  @Test(arguments: credentials)
  func `says what to check about credentials`(code: String, message: String, words: [String]) {
    let error = ServiceError(kind: .credentials, code: code, message: message)
    for word in words { #expect(error.sentence.contains(word), "\(error.sentence)") }
    #expect(error.sentence.hasSuffix("(\(code))"))
  }

  @Test func `says how to opt in`() {
    let error = ServiceError(kind: .accessDenied, code: "OptInRequired", message: "m")
    #expect(error.sentence.contains("enable the region for the account"))
  }
}
