import SMSVoice
import Testing

@Suite struct `A glob` {
  @Test(
    arguments: [
      ("*", "CreatePool", true),
      ("Create*", "CreatePool", true),
      ("*Pool", "CreatePool", true),
      ("C*e*l", "CreatePool", true),
      ("CreatePool", "CreatePool", true),
      ("CreatePool", "CreatePools", false),
      ("*Pools", "CreatePool", false),
      ("", "CreatePool", false),
      ("us-*/pool/*", "us-east-1/pool/otp", true),
      ("*a*b", "aXbXa", false),
    ]
  )
  func `matches the whole text`(pattern: String, text: String, expected: Bool) {
    #expect(Glob(pattern).matches(text) == expected)
  }
}
