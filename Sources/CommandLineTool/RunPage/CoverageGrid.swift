internal import SMSVoice

/// Some sender IDs in all their countries and regions, continent by continent.
struct CoverageGrid {
  /// Up to so many rows a table is kept in one piece.
  private static let smallCount = 20

  /// The sender IDs.
  let names: [String]
  /// Each has a column for each sender ID.
  let regions: [String]
  /// By country code; may have other sender IDs, too.
  let coverage: [RunRecord.Sender: [String: CoverageState]]

  /// Countries that any of these sender IDs has anything told of.
  var countryCount: Int { codes.count }

  /// A table for each continent, countries beyond the bundled table last.
  var markup: Markup {
    """
    <div class="continents\(width)">
    \(continents.map { table($0.name, $0.codes) })</div>
    """
  }

  /// Tables stand beside each other as far as they are narrow.
  private var width: Markup {
    switch columns.count {
    case ...2: " narrow"
    case 3...4: " middle"
    default: ""
    }
  }

  private var codes: Set<String> {
    Set(columns.flatMap { coverage[$0].map { Array($0.keys) } ?? [] })
  }

  private var columns: [RunRecord.Sender] {
    names.flatMap { name in regions.map { RunRecord.Sender(region: $0, senderID: name) } }
  }

  /// Countries that the table of countries does not have come last.
  private var continents: [(name: String, codes: [String])] {
    let unknown = "Elsewhere"
    return Dictionary(grouping: codes) { CountryTable.bundled[$0]?.continent ?? unknown }
      .map { (name: $0.key, codes: $0.value.sorted()) }
      .sorted { ($0.name == unknown ? 1 : 0, $0.name) < ($1.name == unknown ? 1 : 0, $1.name) }
  }

  private func table(_ continent: String, _ codes: [String]) -> Markup {
    """
    <table class="coverage\(codes.count <= Self.smallCount ? " small" : "")">
    <caption>\(continent) <span>\(codes.count)</span></caption>
    <thead>\(senderRow)<tr><th scope="col" colspan="2">Country</th>\
    \(columns.map { column in "<th scope=\"col\">\(column.region)</th>" as Markup })</tr></thead>
    <tbody>
    \(codes.map(row))
    </tbody>
    </table>

    """
  }

  /// Above the regions, where there are several sender IDs.
  private var senderRow: Markup {
    guard names.count > 1 else { return "" }
    let cells = names.map { name in
      "<th scope=\"colgroup\" colspan=\"\(regions.count)\">\(name)</th>" as Markup
    }
    return "<tr><td colspan=\"2\"></td>\(cells)</tr>"
  }

  private func row(_ code: String) -> Markup {
    let cells = columns.map { column -> Markup in
      guard let state = coverage[column]?[code] else { return "<td class=\"none\">·</td>" }
      return "<td title=\"\(state.rawValue)\">\(state.chip)</td>"
    }
    let name = CountryTable.bundled[code]?.name ?? ""
    return "<tr><td class=\"iso\">\(code)</td><th scope=\"row\">\(name)</th>\(cells)</tr>\n"
  }
}
