import Diagnostics
import Resources
import SMSVoice
import Testing
import YAMLSyntax

@Suite struct `A correction of the country table` {
  static func table(_ text: String) throws -> CountryTable {
    let file = ManifestText("# version\n" + text, name: "countries.yaml").file
    return try CountryTable.bundled.corrected(by: try YAMLParser.parse(file), of: file)
  }

  @Test func `changes what it names and nothing else`() throws {
    let table = try Self.table(
      """
      asOf: 2026-11-20
      countries:
        JO: { senderId: supported }
        DE: { name: Deutschland, continent: Asia }
        FR:
        NO: { name: ~ }
      """
    )
    let old = CountryTable.bundled
    var expected = old.countries
    for index in expected.indices {
      if expected[index].iso == "JO" { expected[index].senderId = .supported }
      if expected[index].iso == "DE" {
        expected[index].name = "Deutschland"
        expected[index].continent = "Asia"
      }
    }
    #expect(table.countries == expected)
    #expect(table.date == "2026-11-20")
    #expect(table.source == "countries.yaml, over: \(old.source)")
  }

  @Test func `may add a country`() throws {
    let table = try Self.table(
      """
      asOf: 2026-11-20
      source: AWS support
      countries: { QZ: { name: Nowhere, continent: Oceania, senderId: not-supported } }
      """
    )
    let added = try #require(table["QZ"])
    #expect(added.name == "Nowhere")
    #expect(added.continent == "Oceania")
    #expect(added.senderId == .notSupported)
    #expect(table.countries.count == CountryTable.bundled.countries.count + 1)
    #expect(table.countries.map(\.iso) == table.countries.map(\.iso).sorted())
    #expect(table.source.hasPrefix("countries.yaml (AWS support), over: "))
  }

  @Test func `may come in several documents, of which the last has the say`() throws {
    let table = try Self.table(
      """
      asOf: 2026-11-21
      countries: { JO: { senderId: supported }, AE: { senderId: supported } }
      ---
      asOf: 2026-11-20
      countries: { AE: { senderId: not-supported } }
      """
    )
    #expect(table["JO"]?.senderId == .supported)
    #expect(table["AE"]?.senderId == .notSupported)
    #expect(table.date == "2026-11-21")
  }

  static let code = "expected a country code of two capital letters"
  static let dated = "asOf: 2026-11-20\n"

  static let mistakes = [
    ManifestMistake("«»", "this file corrects nothing: 'asOf' and 'countries' are missing"),
    ManifestMistake(
      "«countries: { JO: { senderId: supported } }»\n",
      "'asOf' is missing: say of which day the corrections are, such as 'asOf: 2026-11-20'"
    ),
    ManifestMistake(
      "«asOf: 2026-11-20»\n",
      "'countries' is missing: say what is different, such as 'countries: { JO: { senderId: supported } }'"
    ),
    ManifestMistake(
      "asOf: «yesterday»\ncountries: {}\n",
      "expected a day such as 2026-11-20, got 'yesterday'"
    ),
    ManifestMistake(
      "asOf: «2026-11-20T00:00:00Z»\ncountries: {}\n",
      "expected a day such as 2026-11-20, got '2026-11-20T00:00:00Z'"
    ),
    ManifestMistake(
      "asOf: «2026-13-01»\ncountries: {}\n",
      "expected a day such as 2026-11-20, got '2026-13-01'"
    ),
    ManifestMistake(
      "asOf: «2026-02-30»\ncountries: {}\n",
      "expected a day such as 2026-11-20, got '2026-02-30'"
    ),
    ManifestMistake(
      "asOf: «２０２６-11-20»\ncountries: {}\n",
      "expected a day such as 2026-11-20, got '２０２６-11-20'"
    ),
    ManifestMistake(
      dated + "countries: { JO: { «sender»: supported } }\n",
      "'sender' is not a field of a country; did you mean 'senderId'?"
    ),
    ManifestMistake(
      dated + "countries: { JO: { senderId: «suported» } }\n",
      "'suported' is not one of supported, registration-required, not-supported; did you mean 'supported'?"
    ),
    ManifestMistake(
      dated + "countries: { JO: { continent: «Antarctica» } }\n",
      "expected one of Africa, Asia, Europe, North America, Oceania, South America, got 'Antarctica'"
    ),
    ManifestMistake(dated + "countries: { «jo»: {} }\n", "\(code), got 'jo'"),
    ManifestMistake(dated + "countries: { «JOR»: {} }\n", "\(code), got 'JOR'"),
    ManifestMistake(
      dated + "countries: { «QZ»: { name: Nowhere, continent: Asia } }\n",
      "'QZ' is not in the country table: a new country needs 'name', 'continent' and 'senderId'"
    ),
    ManifestMistake(
      dated + "countries: { JO: «supported» }\n",
      "expected { senderId: supported }, got a string"
    ),
    ManifestMistake(
      dated + "countries: «[JO]»\n",
      "expected a map of countries such as { JO: { senderId: supported } }, got a list"
    ),
    ManifestMistake("«[]»\n", "expected a map with 'asOf' and 'countries', got a list"),
    ManifestMistake(
      dated + "countries: {}\n«colour»: red\n",
      "'colour' is not a field of a correction of the country table; it has asOf, source, countries"
    ),
  ]

  @Test(arguments: mistakes)
  func `tells what is wrong with it`(_ mistake: ManifestMistake) throws {
    let text = ManifestText(mistake.yaml + "# version\n", name: "countries.yaml")
    let error = #expect(throws: DiagnosticsError.self) {
      try CountryTable.bundled.corrected(by: try YAMLParser.parse(text.file), of: text.file)
    }
    #expect(error?.diagnostics.map(\.message.text) == [mistake.message])
    #expect(error?.diagnostics.first?.range?.span == text.subject)
  }

  @Test func `counts in groups, codes and warnings`() throws {
    let table = try Self.table(
      """
      asOf: 2026-11-20
      countries:
        JO: { senderId: supported }
        DE: { senderId: registration-required }
        QZ: { name: Nowhere, continent: South America, senderId: not-supported }
      """
    )
    let region = try manifest(
      """
      senderIds:
        A1: { countries: { all: no-registration } }
        B1: { countries: { all: south-america } }
        C1: { countries: [QZ] }
      """,
      countries: table
    ).regions[0]
    func codes(_ name: String) -> [String] {
      region.desired(SenderIDKind.self).filter { $0.id.name == name }.map(\.id.country)
    }
    #expect(codes("A1").contains("JO") && !codes("A1").contains("DE"))
    #expect(codes("B1") == ["BO", "GF", "GY", "SR"])
    #expect(codes("C1") == ["QZ"])
    try ManifestMistake(
      "senderIds: { ABC: { countries: [FR, «DE»] } }\n",
      "Germany (DE) demands a registration: until DE_SENDER_ID_REGISTRATION is approved the sender ID waits (country table of 2026-11-20)"
    ).check(severity: .warning, countries: table)
    try ManifestMistake(
      "senderIds: { ABC: { countries: [FR, «QZ»] } }\n",
      "Nowhere (QZ) has no sender IDs by the country table of 2026-11-20: AWS will probably refuse"
    ).check(severity: .warning, countries: table)
  }
}
