import Diagnostics
import Resources
import Testing

@Suite struct `The accounts of a manifest` {
  /// What says a value, the nearest last.
  enum Level: String, CaseIterable, Sendable {
    case top = "vars"
    case region = "regions"
    case account = "accounts"
    case accountRegion = "accounts' regions"
    case given = "--var"
  }

  /// A value for `${v}` at some of the levels; each is the level's name.
  static func value(_ levels: [Level], in account: String = "111122223333") throws -> String {
    func vars(_ level: Level) -> String {
      levels.contains(level) ? "vars: { v: \"\(level.rawValue)\" }" : "vars: {}"
    }
    let manifest = try manifest(
      """
      version: 1
      project: checkout
      \(vars(.top))
      regions: { us-east-1: { \(vars(.region)) } }
      accounts:
        "111122223333": { \(vars(.account)), regions: { us-east-1: { \(vars(.accountRegion)) } } }
        "444455556666": { vars: { v: other } }
      optOutLists: { otp: { tags: { v: '${v}' } } }
      """,
      variables: levels.contains(.given) ? ["v": Level.given.rawValue] : [:],
      account: account
    )
    let list = try #require(manifest.regions.first?.desired(OptOutListKind.self).first)
    return try #require(list.common.tags?.first?.value)
  }

  /// Every selection of levels.
  static let selections = (1..<(1 << Level.allCases.count)).map { bits in
    Level.allCases.enumerated().filter { bits & (1 << $0.offset) != 0 }.map(\.element)
  }

  @Test(arguments: selections)
  func `give a variable the nearest value`(levels: [Level]) throws {
    #expect(try Self.value(levels) == levels.last?.rawValue)
  }

  @Test func `give another account none of theirs`() throws {
    #expect(try Self.value(Level.allCases.dropLast(), in: "444455556666") == "other")
    #expect(try Self.value(Level.allCases.dropLast(), in: "777788889999") == "regions")
  }

  static let regions: [(accounts: String, names: [String])] = [
    ("{ '111122223333': }", ["us-east-1", "eu-west-1"]),
    ("{ '111122223333': { vars: {} } }", ["us-east-1", "eu-west-1"]),
    ("{ '111122223333': { regions: } }", ["us-east-1", "eu-west-1"]),
    ("{ '111122223333': { regions: { eu-west-1: } } }", ["eu-west-1"]),
    (
      "{ '111122223333': { regions: { eu-central-1: , us-east-1: } } }",
      ["eu-central-1", "us-east-1"]
    ),
    ("{ '444455556666': { regions: { eu-central-1: } } }", ["us-east-1", "eu-west-1"]),
  ]

  @Test(arguments: regions)
  func `have regions of their own instead of the manifest's`(
    accounts: String,
    names: [String]
  ) throws {
    let found = try manifest("accounts: \(accounts)\n", account: "111122223333").regions
    #expect(found.map(\.scope.region) == names)
  }

  @Test func `may be all that has regions`() throws {
    let found = try manifest(
      "version: 1\nproject: p\naccounts: { '111122223333': { regions: { eu-west-1: } } }\n",
      account: "111122223333"
    )
    #expect(found.regions.map(\.scope.region) == ["eu-west-1"])
  }

  @Test func `take the values of a region of the manifest with them`() throws {
    let found = try manifest(
      """
      version: 1
      project: p
      regions: { us-east-1: { vars: { near: us, kind: main } }, eu-west-1: { vars: { near: eu } } }
      accounts:
        "111122223333": { regions: { eu-west-1: { vars: { kind: '${near}-test' } } } }
      optOutLists: { otp: { tags: { v: '${near}/${kind}/${account}' } } }
      """,
      account: "111122223333"
    )
    let lists = found.regions.map { $0.desired(OptOutListKind.self) }
    #expect(lists.map { $0.map { $0.common.tags?.first?.value } } == [["eu/eu-test/111122223333"]])
  }

  @Test func `add up over documents`() throws {
    let found = try manifest(
      ManifestText.head + "accounts: { '111122223333': { vars: { a: '1' } }, '444455556666': }\n",
      """
      # version
      accounts: { '111122223333': { vars: { b: '2' }, regions: { us-east-1: } } }
      optOutLists: { otp: { tags: { v: '${a}${b}' } } }
      """,
      account: "111122223333"
    )
    #expect(found.regions.map(\.scope.region) == ["us-east-1"])
    #expect(found.regions[0].desired(OptOutListKind.self)[0].common.tags?[0].value == "12")
  }

  static let mistakes = [
    ManifestMistake(
      "accounts: { «1234»: }\n",
      "expected an account id of 12 digits, got '1234'"
    ),
    ManifestMistake(
      "accounts: { «１２３４５６７８９０１２»: }\n",
      "expected an account id of 12 digits, got '１２３４５６７８９０１２'"
    ),
    ManifestMistake(
      "accounts: { «test»: { vars: { a: b } } }\n",
      "expected an account id of 12 digits, got 'test'"
    ),
    ManifestMistake(
      "accounts: «['111122223333']»\n",
      "expected a map, such as 'accounts: { \"111122223333\": { vars: { stage: test } } }', got a list"
    ),
    ManifestMistake(
      "accounts: { '111122223333': «test» }\n",
      "expected a map such as { vars: { ... } }, got a string"
    ),
    ManifestMistake(
      "accounts: { '111122223333': { «var»: { a: b } } }\n",
      "'var' is not a field of an account; did you mean 'vars'?"
    ),
    ManifestMistake(
      "accounts: { '111122223333': { regions: { us-east-1: { «regions»: } } } }\n",
      "'regions' is not a field of a region; it has vars, rates"
    ),
    ManifestMistake(
      "accounts: { '111122223333': { regions: «[us-east-1]» } }\n",
      "expected a map of regions, got a list"
    ),
    ManifestMistake(
      "accounts: { '111122223333': { vars: «test» } }\n",
      "expected a map of variables, got a string"
    ),
    ManifestMistake(
      "accounts: { '111122223333': { regions: { «eu-wset-1»: } } }\n",
      "'eu-wset-1' is not a region that has the service; did you mean 'eu-west-1'?"
    ),
    ManifestMistake(
      "accounts: { '111122223333': { vars: { «account»: x } } }\n",
      "'${account}' is built in and cannot be set"
    ),
    ManifestMistake(
      "accounts: { '111122223333': { vars: { «2fa»: x } } }\n",
      "'2fa' cannot be the name of a variable; it takes letters, digits and '_', no digit first"
    ),
    ManifestMistake(
      "accounts: { '111122223333': { vars: { a: «[b]» } } }\n",
      "expected a text for a variable, got a list"
    ),
    ManifestMistake(
      "account: «'111122223333'»\naccounts: { ‹'444455556666'›: }\n",
      "'account' names one account and 'accounts' several: give one of the two",
      note: "the others are here"
    ),
    ManifestMistake(
      "version: 1\nproject: p\n«accounts»: {}\n",
      "'accounts' names no account, which would allow any: take it away if that is meant"
    ),
  ]

  /// The manifest is resolved for another account than those it names.
  @Test(arguments: mistakes)
  func `are checked, whichever is taken`(_ mistake: ManifestMistake) throws {
    try mistake.check(severity: .error)
  }

  @Test func `twice over documents must agree`() throws {
    let first = ManifestText("accounts: { '111122223333': { vars: { a: ‹x› } } }\n", name: "a.yaml")
    let second = ManifestText(
      "accounts: { '111122223333': { vars: { a: «y» } } } # version\n",
      name: "b.yaml"
    )
    let found = try #require(findings(in: [first.file, second.file]).first)
    #expect(found.message.text == "'a' has another value elsewhere")
    #expect(found.range?.span == second.subject)
    #expect(found.notes.first?.range?.span == first.noted)
  }
}
