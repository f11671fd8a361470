import Diagnostics
import Resources
import Testing

@Suite struct `Two-way messaging` {
  static func number(_ fields: String) -> String {
    "phoneNumbers: { a: { number: '+12065550100', \(fields) } }\n"
  }

  static func pool(_ fields: String) -> String {
    "pools: { a: { messageType: TRANSACTIONAL, originators: [{ phoneNumber: { external: '1' } }], \(fields) } }\n"
  }

  /// The same fields on the two kinds that have them.
  static func both(_ fields: String, _ message: String, note: String? = nil) -> [ManifestMistake] {
    [number(fields), pool(fields)].map { ManifestMistake($0, message, note: note) }
  }

  @Test func `is off, or on by a channel and perhaps a role`() throws {
    let cases: [(String, TwoWay)] = [
      ("false", .off), ("False", .off), ("FALSE", .off),
      (
        "{ channel: 'arn:aws:sns:${region}:1:inbound' }",
        .on(channel: "arn:aws:sns:us-east-1:1:inbound", role: nil)
      ),
      (
        "{ channel: 'connect.${region}.amazonaws.com', role: 'arn:aws:iam::1:role/sms' }",
        .on(channel: "connect.us-east-1.amazonaws.com", role: "arn:aws:iam::1:role/sms")
      ),
      (
        "{ channel: 'arn:aws:sns:${region}:1:inbound', role: ~ }",
        .on(channel: "arn:aws:sns:us-east-1:1:inbound", role: nil)
      ),
    ]
    for (text, expected) in cases {
      let region = try manifest(Self.number("twoWay: \(text)")).regions[0]
      #expect(region.desired(PhoneNumberKind.self)[0].spec.twoWay.value == expected)
    }
  }

  static let expectation = "expected { channel: ARN, role: ARN } or false"
  static let channel = "expected the ARN of an SNS topic, or 'connect.REGION.amazonaws.com'"

  static let shapes =
    both("twoWay: «true»", expectation) + both("twoWay: «'false'»", expectation)
    + both("twoWay: «off»", expectation) + both("twoWay: «[]»", "\(expectation), got a list")
    + both("twoWay: «null»", "'twoWay' cannot be unset; \(expectation)")
    + both("twoWay: «{}»", "'channel' is missing: give the ARN of an SNS topic")
    + both(
      "twoWay: { «chanel»: x, channel: 'arn:aws:sns:${region}:1:inbound' }",
      "'chanel' is not a field of two-way messaging; did you mean 'channel'?"
    )

  static let channels =
    both("twoWay: { channel: «inbound» }", "\(channel), got 'inbound'")
    + both(
      "twoWay: { channel: «connect.amazonaws.com» }",
      "\(channel), got 'connect.amazonaws.com'"
    )
    + both(
      "twoWay: { channel: «connect..amazonaws.com» }",
      "\(channel), got 'connect..amazonaws.com'"
    )
    + both(
      "twoWay: { channel: «connect.eu west-1.amazonaws.com» }",
      "\(channel), got 'connect.eu west-1.amazonaws.com'"
    )
    + both(
      "twoWay: { channel: «connect.EU-WEST-1.amazonaws.com» }",
      "\(channel), got 'connect.EU-WEST-1.amazonaws.com'"
    )
    + both(
      "twoWay: { channel: «connect.eu-west-1.amazonaws.com.evil.example» }",
      "\(channel), got 'connect.eu-west-1.amazonaws.com.evil.example'"
    )
    + both(
      "twoWay: { channel: «'https://connect.eu-west-1.amazonaws.com'» }",
      "\(channel), got 'https://connect.eu-west-1.amazonaws.com'"
    )
    + both(
      "twoWay: { channel: «'arn:aws:sqs:us-east-1:123456789012:inbound'» }",
      "expected the ARN of an SNS topic, such as 'arn:aws:sns:...', got an ARN of 'sqs'"
    )
    + both(
      "twoWay: { channel: 'arn:aws:sns:${region}:1:inbound', role: «'arn:aws:sns:us-east-1:1:role'» }",
      "expected the ARN of a role, such as 'arn:aws:iam:...', got an ARN of 'sns'"
    )

  @Test(arguments: shapes + channels)
  func `is nothing else`(_ mistake: ManifestMistake) throws {
    try mistake.check(severity: .error)
  }

  @Test(
    arguments: both(
      "twoWay: { channel: «connect.us-east-1.amazonaws.com» }",
      "this is in us-east-1, but is used in eu-west-1; '${region}' stands for the right one"
    )
  )
  func `over Amazon Connect of another region is doubtful`(_ mistake: ManifestMistake) throws {
    try mistake.check(severity: .warning)
  }

  @Test(
    arguments: both(
      "twoWay: ‹false›, selfManagedOptOuts: «true»",
      "self-managed opt-outs need two-way messaging: whoever answers STOP must hear of it",
      note: "it is switched off here"
    )
  )
  func `must be on for self-managed opt-outs`(_ mistake: ManifestMistake) throws {
    try mistake.check(severity: .error)
  }

  @Test(
    arguments: both(
      "selfManagedOptOuts: «true»",
      "self-managed opt-outs need two-way messaging, and 'twoWay' is not declared: AWS refuses unless it is on already"
    )
  )
  func `should be declared for self-managed opt-outs`(_ mistake: ManifestMistake) throws {
    try mistake.check(severity: .warning)
  }

  @Test(arguments: [
    "selfManagedOptOuts: false", "selfManagedOptOuts: false, twoWay: false", "twoWay: false",
    "selfManagedOptOuts: true, twoWay: { channel: 'connect.${region}.amazonaws.com' }",
  ])
  func `is right otherwise`(fields: String) {
    for text in [Self.number(fields), Self.pool(fields)] {
      #expect(findings(in: [ManifestText(text).file]).isEmpty)
    }
  }
}
