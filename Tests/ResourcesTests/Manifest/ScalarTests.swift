import Diagnostics
import Foundation
import Resources
import SMSVoice
import Testing
import YAMLSyntax

@Suite struct `A scalar of a manifest` {
  /// A place where scalars stand: a manifest with one there, and what comes out.
  struct Place: Sendable {
    let name: String
    let yaml: @Sendable (_ scalar: String) -> String
    let read: @Sendable (Outcome) -> String?

    init(
      _ name: String,
      _ yaml: @escaping @Sendable (_ scalar: String) -> String,
      _ read: @escaping @Sendable (Outcome) -> String?
    ) {
      self.name = name
      self.yaml = yaml
      self.read = read
    }
  }

  private static let head = "version: 1\nproject: p\nregions: { us-east-1: }\n"

  private static func keywords(_ entry: String) -> String {
    head + "phoneNumbers:\n  a:\n    number: '1'\n    keywords:\n      \(entry)\n"
  }

  private static func pool(_ field: String) -> String {
    head + "pools:\n  a:\n    originators: [{ phoneNumber: { external: '1' } }]\n    \(field)\n"
  }

  private static func tags(_ entry: String) -> String {
    head + "optOutLists:\n  a:\n    tags:\n      \(entry)\n"
  }

  /// In the order of the columns.
  static let places = [
    Place("msg", { keywords("INFO:\n        message: \($0)") }, { $0.keyword?.message }),
    Place("key", { keywords("\($0): { message: Hi }") }, { $0.keyword?.name }),
    Place(
      "bool",
      { pool("messageType: PROMOTIONAL\n    sharedRoutes: \($0)") },
      {
        $0.first(PoolKind.self)?.spec.sharedRoutes.value.map { "\($0)" }
      }
    ),
    Place(
      "int",
      { head + "limits:\n  pools: \($0)\n" },
      {
        let limits = $0.manifest.regions.first?.scope.limits
        return limits == ManifestLimits() ? nil : limits.map { "\($0.pools)" }
      }
    ),
    Place(
      "land",
      { head + "senderIds:\n  ABC:\n    countries:\n      - \($0)\n" },
      {
        $0.first(SenderIDKind.self)?.id.country
      }
    ),
    Place(
      "date",
      { scalar in
        head + "protectConfigurations:\n  a:\n    numberOverrides:\n      '+12':\n"
          + "        action: ALLOW\n        expires: \(scalar)\n"
      },
      { outcome in
        let overrides = outcome.first(ProtectConfigurationKind.self)?.spec.numberOverrides
        return overrides?.first?.value.expires.map(Timestamp.text)
      }
    ),
    Place(
      "enum",
      { pool("messageType: \($0)") },
      {
        $0.first(PoolKind.self)?.spec.messageType.value?.rawValue
      }
    ),
    Place(
      "num",
      { head + "phoneNumbers:\n  a:\n    number: \($0)\n" },
      {
        $0.first(PhoneNumberKind.self)?.number.value
      }
    ),
    Place("tagv", { tags("team: \($0)") }, { $0.tag?.value }),
    Place("tagk", { tags("\($0): x") }, { $0.tag?.key }),
    Place("proj", { head.replacing(": p\n", with: ": \($0)\n") }, { $0.manifest.project }),
    Place("acct", { head + "account: \($0)\n" }, { $0.source.accountIDs?.first }),
    Place(
      "var",
      { scalar in
        head + "vars:\n  v: \(scalar)\noptOutLists: { a: { tags: { t: '${v}' } } }\n"
      },
      { $0.tag?.value }
    ),
  ]

  /// What comes out, a column for each place: `=` the very text, `^` it in capitals, `v` in small letters,
  /// `-` nothing, as if it were not there; else a message of `messages`, or the country that is suggested.
  static let table = """
    scalar               | msg  key  bool int  land date enum num  tagv tagk proj acct var
    NO                   | =    =    no   int  =    date enum =    =    =    =    acct =
    YES                  | =    =    yes  int  YE   date enum =    =    =    =    acct =
    ON                   | =    =    yes  int  NO   date enum =    =    =    =    acct =
    OFF                  | =    =    no   int  land date enum =    =    =    =    acct =
    Y                    | =    =    yes  int  land date enum =    =    =    =    acct =
    N                    | =    =    no   int  land date enum =    =    =    =    acct =
    true                 | =    ^    =    int  land date enum =    =    =    =    acct =
    False                | =    ^    v    int  land date enum =    =    =    =    acct =
    "true"               | =    ^    "b"  "i"  land date enum =    =    =    =    acct =
    null                 | msg0 ^    set0 -    cc0  -    typ0 num0 -    =    pro0 acc0 var0
    ~                    | msg0 =    set0 -    cc0  -    typ0 num0 -    =    pro0 acc0 var0
    (nothing)            | msg0 key0 set0 -    cc0  -    typ0 num0 -    key0 pro0 acc0 var0
    "null"               | =    ^    "b"  "i"  land date enum =    =    =    =    acct =
    ""                   | msg  key  "b"  "i"  land date enum num  =    tagk proj acct =
    PROMOTIONAL          | =    =    bool int  land date =    =    =    =    =    acct =
    42                   | =    =    bool =    land date enum =    =    =    =    acct =
    0123                 | =    =    bool int  land date enum =    =    =    =    acct =
    012345678901         | =    =    bool int  land date enum =    =    =    =    =    =
    0x1F                 | =    ^    bool int  land date enum =    =    =    =    acct =
    1_000                | =    =    bool int  land date enum =    =    =    =    acct =
    1e3                  | =    ^    bool int  land date enum =    =    =    =    acct =
    1.0                  | =    =    bool int  land date enum num  =    =    proj acct =
    .inf                 | =    ^    bool int  land date enum num  =    =    proj acct =
    12:30:45             | =    =    bool int  land date enum =    =    =    proj acct =
    +12065550100         | =    =    bool int  land date enum =    =    =    proj acct =
    2027-01-01           | =    =    bool int  land date enum =    =    =    =    acct =
    2027-01-01T00:00:00Z | =    =    bool int  land =    enum =    =    =    proj acct =
    """

  /// `X` stands for the scalar without its quotes.
  static let messages = [
    "acct": "expected an account id of 12 digits, got 'X'",
    "bool": "expected true or false, got 'X'",
    "yes": "expected true or false, got 'X'; write true",
    "no": "expected true or false, got 'X'; write false",
    "\"b\"": "expected true or false without quotes",
    "set0": "'sharedRoutes' cannot be unset; expected true or false",
    "cc0": "expected a country code of two capital letters, such as DE, got nothing",
    "land": "'X' is not a country that the service knows (country table of 2026-10-01)",
    "date": "expected a moment such as 2027-01-01T00:00:00Z, got 'X'",
    "enum": "expected TRANSACTIONAL or PROMOTIONAL, got 'X'",
    "typ0":
      "'messageType' is missing: write TRANSACTIONAL or PROMOTIONAL; a pool keeps the type it was made with",
    "int": "expected a whole number from 1 to 1000000, got 'X'",
    "\"i\"": "expected a whole number from 1 to 1000000 without quotes",
    "key": "expected a keyword of 1 to 30 characters without spaces at its ends, got 'X'",
    "key0": "expected a key before ':'",
    "msg": "expected a message of 1 to 1600 characters that is not blank, got 'X'",
    "msg0": "'message' is missing: say what to answer to whoever sends the keyword",
    "num":
      "expected a phone number such as '+12065550100', a short code, a phone number id or an ARN, got 'X'",
    "num0": "'number' is missing: give the number as the account has it, such as '+12065550100'",
    "proj": "expected a project name of 1 to 256 letters, digits, '_' or '-', got 'X'",
    "pro0":
      "'project' is missing: name the owner of what the manifest makes, such as 'project: checkout'",
    "tagk": "expected a tag key of 1 to 128 characters, got 'X'",
    "acc0": "expected an account id of 12 digits, got nothing",
    "var0": "expected a text for a variable, got nothing",
  ]

  /// One line of the table.
  struct Row: Sendable, CustomTestStringConvertible {
    let scalar: String
    let cells: [String]
    var testDescription: String { scalar }

    /// Without quotes.
    var text: String { scalar.replacing("\"", with: "") }

    init(_ line: Substring) {
      let parts = line.split(separator: "|")
      let head = parts[0].trimmingCharacters(in: .whitespaces)
      scalar = head == "(nothing)" ? "" : head
      cells = parts[1].split(separator: " ").map(String.init)
    }

    /// The words for a cell.
    func expected(_ cell: String) -> String {
      switch cell {
      case "=": return text
      case "^": return text.uppercased()
      case "v": return text.lowercased()
      case "-": return "nothing"
      default: break
      }
      if let message = messages[cell] { return message.replacing("X", with: text) }
      let name = CountryTable.bundled[cell]?.name ?? "?"
      return "'\(text)' is not a country code; did you mean '\(cell)' (\(name))?"
    }
  }

  static let rows = table.split(separator: "\n").map { Row($0) }

  @Test func `stands in every place of the table`() {
    #expect(Self.rows[0].cells == Self.places.map(\.name))
    #expect(Self.rows.allSatisfy { $0.cells.count == Self.places.count })
  }

  @Test(arguments: rows.dropFirst())
  func `is what its place makes of it, never what it looks like`(row: Row) throws {
    for (place, cell) in zip(Self.places, row.cells) {
      let yaml = place.yaml(row.scalar)
      let found = findings(in: [ManifestText(yaml).file])
      let result = try found.first?.message.text ?? place.read(Outcome(yaml)) ?? "nothing"
      #expect(result == row.expected(cell), "\(place.name)")
      // Where a variable has no value, what uses it says so, too.
      #expect(found.count <= (cell == "var0" ? 2 : 1), "\(place.name): \(found)")
    }
  }
}

/// What a manifest became.
struct Outcome {
  let source: ManifestSource
  let manifest: Manifest

  init(_ yaml: String) throws {
    source = try ManifestSource(merging: try YAMLParser.parse(ManifestText(yaml).file))
    manifest = try Manifest(source, account: "012345678901")
  }

  fileprivate func first<Kind: ResourceKind>(_ kind: Kind.Type) -> Kind.Desired? {
    manifest.regions.first?.desired(kind).first
  }

  fileprivate var keyword: Keyword? { first(PhoneNumberKind.self)?.spec.keywords?.value.first }

  fileprivate var tag: (key: String, value: String?)? {
    first(OptOutListKind.self)?.common.tags?.first.map { ($0.key.value, $0.value) }
  }
}
