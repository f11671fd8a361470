import Diagnostics
import Resources
import Testing

@Suite struct `The limits of a manifest` {
  /// A section with `count` entries, the last key marked.
  private static func section(_ name: String, _ count: Int, _ entry: (Int) -> String) -> String {
    let entries = (1...count).map { number in
      let key = "K\(number)"
      return "\(number == count ? "«\(key)»" : key): \(entry(number))"
    }
    return "\(name): { \(entries.joined(separator: ", ")) }\n"
  }

  private static func numbers(_ count: Int) -> String {
    section("phoneNumbers", count) { "{ number: '+\($0)' }" }
  }

  private static func pools(_ count: Int) -> String {
    section("pools", count) {
      "{ messageType: PROMOTIONAL, originators: [{ phoneNumber: { external: '+\($0)' } }] }"
    }
  }

  private static func keywords(_ words: String) -> String {
    "phoneNumbers: { a: { number: '1', keywords: { \(words) } } }\n"
  }

  /// What would hold without `limits:` is one more than what is warned of.
  static let usual = [
    beyond(24, "opt-out lists", "optOutLists", section("optOutLists", 25) { _ in "" }),
    beyond(
      200,
      "sender IDs",
      "senderIds",
      section("senderIds", 201) { _ in "{ countries: [DE] }" }
    ),
    beyond(25, "phone numbers", "phoneNumbers", numbers(26)),
    beyond(25, "pools", "pools", pools(26)),
    beyond(
      25,
      "protect configurations",
      "protectConfigurations",
      section("protectConfigurations", 26) { _ in "" }
    ),
    beyond(
      25,
      "configuration sets",
      "configurationSets",
      section("configurationSets", 26) { _ in "" }
    ),
    beyond(
      30,
      "keywords of a number",
      "keywordsPerPhoneNumber",
      keywords((1...28).map { "K\($0): { message: Hi }, " }.joined() + "«LAST»: { message: Hi }"),
      count: 31
    ),
  ]

  static let declared = [
    beyond(2, "pools", "pools", "limits: { pools: 2 }\n" + pools(3)),
    beyond(1, "phone numbers", "phoneNumbers", "limits: { phoneNumbers: 1 }\n" + numbers(2)),
    // The account's own list takes a place, unless it is the one that is declared.
    beyond(
      1,
      "opt-out lists",
      "optOutLists",
      "limits: { optOutLists: 2 }\noptOutLists: { a: , «b»: }\n"
    ),
    beyond(
      2,
      "opt-out lists",
      "optOutLists",
      "limits: { optOutLists: 2 }\noptOutLists: { Default: , a: , «b»: }\n"
    ),
    beyond(
      0,
      "opt-out lists",
      "optOutLists",
      "limits: { optOutLists: 1 }\noptOutLists: { «a»: }\n"
    ),
    // Every country is a sender ID of its own.
    beyond(
      2,
      "sender IDs",
      "senderIds",
      "limits: { senderIds: 2 }\nsenderIds: { «EXAMPLECO»: { countries: [DE, FR, PT] } }\n"
    ),
    // HELP and STOP take a place each, declared or not.
    beyond(
      3,
      "keywords of a number",
      "keywordsPerPhoneNumber",
      "limits: { keywordsPerPhoneNumber: 3 }\n"
        + keywords("A: { message: Hi }, «STOP»: { message: Bye }, B: { message: Hi }")
        .replacing("«STOP»", with: "STOP").replacing("B:", with: "«B»:"),
      count: 4
    ),
  ]

  private static func beyond(
    _ room: Int,
    _ what: String,
    _ field: String,
    _ yaml: String,
    count: Int? = nil
  ) -> ManifestMistake {
    ManifestMistake(
      yaml,
      "the quota leaves room for \(room) \(what), and these are \(count ?? room + 1); ask AWS for more, then say so with 'limits: { \(field): ... }'"
    )
  }

  @Test(arguments: usual + declared)
  func `warn where the manifest alone goes beyond them`(_ mistake: ManifestMistake) throws {
    try mistake.check(severity: .warning)
  }

  @Test func `leave room up to the last place`() throws {
    for text in [
      Self.section("optOutLists", 24) { _ in "" }, Self.numbers(25), Self.pools(25),
      Self.section("senderIds", 200) { _ in "{ countries: [DE] }" },
      Self.keywords((1...28).map { "K\($0): { message: Hi }" }.joined(separator: ", ")),
      "limits: { pools: 26 }\n" + Self.pools(26), "limits: { pools: , phoneNumbers: ~ }\n",
      "limits:\n", "limits: {}\n", "limits: { senderIds: 1000000 }\n",
    ] {
      #expect(findings(in: [ManifestText(text).file]).map(\.message.text) == [])
    }
  }

  @Test func `refuse a pool that is too full`() throws {
    let text =
      "senderIds: { EXAMPLECO: { countries: [DE, FR, PT] } }\n"
      + "pools: { «otp»: { messageType: TRANSACTIONAL, originators: [{ senderId: EXAMPLECO }] } }\n"
    try ManifestMistake(
      "limits: { identitiesPerPool: 2 }\n" + text,
      "a pool holds at most 2 originators; 'otp' would have 3; if AWS raised the quota, say so with 'limits: { identitiesPerPool: 3 }'"
    ).check(severity: .error)
    let raised = ManifestText("limits: { identitiesPerPool: 3 }\n" + text)
    #expect(findings(in: [raised.file]).isEmpty)
  }

  static let range = "expected a whole number from 1 to 1000000"

  static let mistakes = [
    ManifestMistake("limits: { pools: «0» }\n", "\(range), got '0'"),
    ManifestMistake("limits: { pools: «-1» }\n", "\(range), got '-1'"),
    ManifestMistake("limits: { pools: «1000001» }\n", "\(range), got '1000001'"),
    ManifestMistake(
      "limits: { pools: «99999999999999999999» }\n",
      "\(range), got '99999999999999999999'"
    ),
    ManifestMistake("limits: { pools: «many» }\n", "\(range), got 'many'"),
    ManifestMistake("limits: { pools: «'30'» }\n", "\(range) without quotes"),
    ManifestMistake("limits: { pools: «[30]» }\n", "\(range), got a list"),
    ManifestMistake("limits: «30»\n", "expected a map, got a string"),
    ManifestMistake(
      "limits: { «pool»: 30 }\n",
      "'pool' is not a field of the limits; did you mean 'pools'?"
    ),
    ManifestMistake(
      "limits: { «keywordsPerPool»: 30 }\n",
      "'keywordsPerPool' is not a field of the limits; it has identitiesPerPool, optOutLists, senderIds, phoneNumbers, pools, protectConfigurations, configurationSets, keywordsPerPhoneNumber"
    ),
    ManifestMistake(
      "limits: { pools: ‹30› }\n---\nlimits: { pools: «40» }\n",
      "'pools' has another value elsewhere",
      note: "first defined here"
    ),
  ]

  @Test(arguments: mistakes)
  func `are whole numbers`(_ mistake: ManifestMistake) throws {
    try mistake.check(severity: .error)
  }
}
