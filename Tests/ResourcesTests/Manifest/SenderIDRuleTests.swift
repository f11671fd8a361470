import Diagnostics
import Resources
import SMSVoice
import Testing

@Suite struct `A rule of a country for sender IDs` {
  private static func yaml(_ name: String, _ countries: String, _ types: String? = nil) -> String {
    let types = types.map { ", messageTypes: [\($0)]" } ?? ""
    return "senderIds: { \(name): { countries: \(countries)\(types) } }\n"
  }

  /// The objections to a name in one country, without what the country table says.
  static func objections(_ name: String, _ country: String, _ types: String?) -> [String] {
    findings(in: [ManifestText(yaml(name, "[\(country)]", types)).file])
      .filter { !$0.message.text.contains("country table") }
      .map { "\($0.severity.rawValue): \($0.message.text)" }
  }

  static let india = "warning: India (IN): "
  static let rules: [(name: String, country: String, types: String?, objection: String?)] = [
    ("ABCDEF", "IN", "TRANSACTIONAL", nil),
    ("ABC", "IN", "TRANSACTIONAL", nil),
    (
      "AB", "IN", "TRANSACTIONAL",
      india + "TRANSACTIONAL sender IDs have 3 to 6 characters there, not 2 (rules of 2026-10-01)"
    ),
    (
      "EXAMPLE", "IN", "TRANSACTIONAL",
      india + "TRANSACTIONAL sender IDs have 3 to 6 characters there, not 7 (rules of 2026-10-01)"
    ),
    ("ABCDEF", "IN", "PROMOTIONAL", nil),
    (
      "ABCDE", "IN", "PROMOTIONAL",
      india + "PROMOTIONAL sender IDs have 6 characters there, not 5 (rules of 2026-10-01)"
    ),
    ("EXAMPLE", "IN", nil, nil),
    ("EXAMPLE-CO", "DE", "PROMOTIONAL", nil),
    (
      "EXAMPLE-CO", "FR", "TRANSACTIONAL",
      "warning: France (FR): sender IDs have letters and digits only there (since 2026-03-01)"
    ),
    (
      "EXAMPLE-CO", "FR", nil,
      "warning: France (FR): sender IDs have letters and digits only there (since 2026-03-01)"
    ),
    ("EXAMPLECO", "FR", "TRANSACTIONAL", nil),
    (
      "AB", "FI", nil,
      "warning: Finland (FI): sender IDs have 3 to 11 characters there, not 2 (rules of 2026-10-01)"
    ),
    (
      "EXAMPLECO", "TR", "TRANSACTIONAL, PROMOTIONAL",
      "warning: Turkey (TR): messages of type PROMOTIONAL are not allowed there (rules of 2026-10-01)"
    ),
    ("EXAMPLECO", "TR", "TRANSACTIONAL", nil),
    ("EXAMPLECO", "TR", nil, nil),
  ]

  @Test(arguments: rules.indices)
  func `is a doubt, not a mistake`(index: Int) {
    let rule = Self.rules[index]
    let found = Self.objections(rule.name, rule.country, rule.types)
    #expect(found == [rule.objection].compactMap(\.self), "\(rule)")
  }

  @Test func `tells of both types where both are wrong`() {
    #expect(Self.objections("EXAMPLECO", "IN", "TRANSACTIONAL, PROMOTIONAL").count == 2)
  }

  @Test func `holds for the name that the service has`() {
    let text =
      "senderIds: { AB: { name: EXAMPLECO, countries: [FI] }, EXAMPLE: { name: ac, countries: [FI] } }\n"
    #expect(
      findings(in: [ManifestText(text).file]).map(\.message.text).filter { $0.contains("rules") }
        == [
          "Finland (FI): sender IDs have 3 to 11 characters there, not 2 (rules of 2026-10-01)"
        ]
    )
  }

  @Test func `is told once for all the countries of a group`() {
    let text = ManifestText(
      Self.yaml("AB", "{ all: «africa», except: [EG, ET, GH, KE, MA, NG, SS, ZM] }")
    )
    let found = findings(in: [text.file]).filter { $0.message.text.contains("rules") }
    #expect(
      found.map(\.message.text) == [
        "2 of these countries (BJ, TZ): sender IDs have 3 to 11 characters there, not 2 (rules of 2026-10-01)"
      ]
    )
    #expect(found.map { $0.range?.span } == [text.subject])
    #expect(found.map(\.severity) == [.warning])
  }

  @Test func `names countries that the table has, lengths that can be, and types there are`() {
    for rule in SenderIDRule.bundled.byCountry.values.flatMap(\.self) {
      #expect(CountryTable.bundled[rule.iso] != nil, "\(rule)")
      let (least, most) = (rule.minLength ?? 1, rule.maxLength ?? 11)
      #expect((1...11).contains(least) && (least...11).contains(most), "\(rule)")
      let types = MessageType.allCases.map(\.rawValue)
      #expect(rule.messageType.map(types.contains) ?? true, "\(rule)")
      #expect(
        rule.since?.wholeMatch(of: #/20[0-9]{2}-[0-9]{2}-[0-9]{2}/#) != nil || rule.since == nil
      )
    }
    #expect(SenderIDRule.bundled.asOf == CountryTable.bundled.date)
  }
}

@Suite struct `The countries of a sender ID` {
  static let table = "(country table of 2026-10-01)"

  @Test func `that need a registration share a warning with their group`() throws {
    try ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: { all: «africa», except: [EG, KE, MA, NG, SS, TZ, ZM] } } }\n",
      "4 of these countries (BJ, CM, ET, GH) demand a registration: until each one's registration (BJ_SENDER_ID_REGISTRATION and so on) is approved the sender ID waits \(Self.table)"
    ).check(severity: .warning)
  }

  @Test func `that are written out have a warning each`() {
    let text = "senderIds: { EXAMPLECO: { countries: { include: [JO, US, GB] } } }\n"
    #expect(
      findings(in: [ManifestText(text).file]).map(\.message.text) == [
        "Jordan (JO) demands a registration: until JO_SENDER_ID_REGISTRATION is approved the sender ID waits \(Self.table)",
        "United States (US) has no sender IDs by the country table of 2026-10-01: AWS will probably refuse",
        "United Kingdom (GB) demands a registration: until GB_SENDER_ID_REGISTRATION is approved the sender ID waits \(Self.table)",
      ]
    )
  }

  static let slips = [
    ("uk", "GB", "United Kingdom"), ("UK", "GB", "United Kingdom"), ("GBR", "GB", "United Kingdom"),
    ("de", "DE", "Germany"), ("DEU", "DE", "Germany"), ("deu", "DE", "Germany"),
    ("Germany", "DE", "Germany"), ("germany", "DE", "Germany"), ("Gremany", "DE", "Germany"),
    ("EL", "GR", "Greece"), ("USA", "US", "United States"), ("uae", "AE", "United Arab Emirates"),
    ("ED", "DE", "Germany"), ("France", "FR", "France"), ("no", "NO", "Norway"),
    // Codes that begin with another country's.
    ("CHN", "CN", "China"), ("AUT", "AT", "Austria"), ("mex", "MX", "Mexico"),
    ("PRT", "PT", "Portugal"), ("ARE", "AE", "United Arab Emirates"), ("ISR", "IL", "Israel"),
    ("SWE", "SE", "Sweden"), ("POL", "PL", "Poland"), ("UKR", "UA", "Ukraine"),
  ]

  @Test(arguments: slips)
  func `are named in place of what people write`(text: String, code: String, name: String) throws {
    try ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: [«\(text)»] } }\n",
      "'\(text)' is not a country code; did you mean '\(code)' (\(name))?"
    ).check(severity: .error)
  }

  /// Iceland is not taken for Ireland, nor Australia for Austria.
  @Test(arguments: CountryTable.bundled.countries.map(\.iso))
  func `are found by their names`(code: String) throws {
    let name = try #require(CountryTable.bundled[code]?.name)
    for text in [name, name.lowercased(), name.uppercased()] {
      let file = ManifestText("senderIds: { EXAMPLECO: { countries: [\"\(text)\"] } }\n").file
      #expect(
        findings(in: [file]).map(\.message.text) == [
          "'\(text)' is not a country code; did you mean '\(code)' (\(name))?"
        ]
      )
    }
  }

  @Test(arguments: ["XX", "ZZZ", "Atlantis", "49", "+49", "D E", "🇩🇪"])
  func `are guessed only where something is like them`(text: String) throws {
    try ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: [«\(text)»] } }\n",
      "'\(text)' is not a country that the service knows \(Self.table)"
    ).check(severity: .error)
  }
}
