import Diagnostics
import Resources
import SMSVoice
import Testing
import YAMLSyntax

@Suite struct `The rates of a manifest` {
  /// Where a rate can stand, the nearest last.
  enum Level: Int, CaseIterable, Sendable {
    case top = 2
    case region, account, accountRegion, given
  }

  private static func source(_ text: String...) throws -> ManifestSource {
    var diagnostics = DiagnosticList()
    let documents = text.flatMap { YAMLParser.parse(ManifestText($0).file, into: &diagnostics) }
    try diagnostics.throwIfErrors()
    return try ManifestSource(merging: documents)
  }

  private static func rate(_ levels: [Level], in region: String = "us-east-1") throws -> Double {
    func rates(_ level: Level) -> String {
      levels.contains(level) ? "rates: { CreatePool: \(level.rawValue) }" : "rates:"
    }
    let source = try source(
      """
      version: 1
      project: checkout
      \(rates(.top))
      regions: { us-east-1: { \(rates(.region)) }, eu-west-1: }
      accounts:
        "111122223333":
          \(rates(.account))
          regions: { us-east-1: { \(rates(.accountRegion)) }, eu-west-1: }
        "444455556666": { rates: { CreatePool: 900 } }
      """
    )
    let given = Quotas.Override(pattern: "CreatePool", rate: Double(Level.given.rawValue))
    return source.quotas(in: "111122223333", overrides: levels.contains(.given) ? [given] : [])
      .rate(of: "CreatePool", in: region)
  }

  private static let selections = (0..<(1 << Level.allCases.count)).map { bits in
    Level.allCases.enumerated().filter { bits & (1 << $0.offset) != 0 }.map(\.element)
  }

  @Test(arguments: selections)
  func `are those of the nearest map that has the operation`(levels: [Level]) throws {
    #expect(try Self.rate(levels) == levels.last.map { Double($0.rawValue) } ?? 1)
    let elsewhere = levels.last { [.top, .account, .given].contains($0) }
    #expect(
      try Self.rate(levels, in: "eu-west-1") == elsewhere.map { Double($0.rawValue) } ?? 1
    )
  }

  private static let maps: [(yaml: String, rates: [Operation: Double])] = [
    ("{ '*': 20 }", ["CreatePool": 20, "PutOptedOutNumber": 20]),
    ("{ '*': 20, Create*: 5, CreatePool: 0.5 }", ["CreatePool": 0.5, "CreateOptOutList": 5]),
    ("{ CreatePool: 0.5, Create*: 5, '*': 20 }", ["CreatePool": 0.5, "CreateOptOutList": 5]),
    ("{ '*Pool': 2, Create*: 3, UpdatePool: 1000 }", ["CreatePool": 3, "DeletePool": 2]),
    ("{ Describe*: 4 }", ["DescribePools": 4, "CreatePool": 1, "ListTagsForResource": 10]),
    ("{ CreatePool: .5 }", ["CreatePool": 0.5]), ("{}", ["CreatePool": 1]),
    ("", ["CreatePool": 1]),
  ]

  @Test(arguments: maps)
  func `follow the most exact pattern of a map`(yaml: String, rates: [Operation: Double]) throws {
    let source = try Self.source("rates: \(yaml)\n")
    let quotas = source.quotas(in: "111122223333", overrides: [])
    for (operation, rate) in rates {
      #expect(quotas.rate(of: operation, in: "us-east-1") == rate, "\(operation)")
    }
  }

  @Test func `add up over documents`() throws {
    let source = try Self.source(
      ManifestText.head + "rates: { CreatePool: 2 }\n",
      "# version\nrates: { UpdatePool: 3, CreatePool: 2 }\n"
    )
    let quotas = source.quotas(in: "111122223333", overrides: [])
    #expect(quotas.rate(of: "CreatePool", in: "us-east-1") == 2)
    #expect(quotas.rate(of: "UpdatePool", in: "us-east-1") == 3)
  }

  private static let range = "expected a number above 0 and up to 1000"

  static let mistakes =
    ["0", "-1", "1001", "1e2", "0x10", "inf", ".nan", "many", "."].map {
      ManifestMistake("rates: { CreatePool: «\($0)» }\n", "\(range), got '\($0)'")
    } + [
      ManifestMistake("rates: { CreatePool: «'5'» }\n", "\(range) without quotes"),
      ManifestMistake("rates: { CreatePool: «[5]» }\n", "\(range), got a list"),
      ManifestMistake("rates: { CreatePool: «~» }\n", "\(range), got nothing"),
      ManifestMistake(
        "rates: { «CreatePol»: 5 }\n",
        "there is no operation 'CreatePol'; did you mean 'CreatePool'?"
      ),
      ManifestMistake("rates: { «Fetch*»: 5 }\n", "there is no operation 'Fetch*'"),
      ManifestMistake(
        "rates: «[CreatePool]»\n",
        "expected a map, such as 'rates: { RequestSenderId: 5, \"*\": 2 }', got a list"
      ),
      ManifestMistake(
        "rates: { CreatePool: ‹2› }\n---\nrates: { CreatePool: «3» }\n",
        "'CreatePool' has another value elsewhere",
        note: "first defined here"
      ),
    ]

  @Test(arguments: mistakes)
  func `are numbers by operation`(_ mistake: ManifestMistake) throws {
    try mistake.check(severity: .error)
  }

  static let nested = [
    ManifestMistake(
      "accounts: { '111122223333': { rates: { «CreatePol»: 5 } } }\n",
      "there is no operation 'CreatePol'; did you mean 'CreatePool'?"
    ),
    ManifestMistake(
      "accounts: { '111122223333': { rates: «[5]» } }\n",
      "expected a map of rates, got a list"
    ),
    ManifestMistake(
      "accounts: { '111122223333': { regions: { us-east-1: { rates: { CreatePool: «0» } } } } }\n",
      "\(range), got '0'"
    ),
    ManifestMistake(
      "accounts: { '999900001111': { rates: { CreatePool: «0» } }, '111122223333': }\n",
      "\(range), got '0'"
    ),
  ]

  @Test(arguments: nested)
  func `are checked in regions and accounts, too`(_ mistake: ManifestMistake) throws {
    try mistake.check(severity: .error)
  }
}
