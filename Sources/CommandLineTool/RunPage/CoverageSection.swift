internal import SMSVoice

/// Which sender IDs can be used where: countries down, sender IDs and regions across.
struct CoverageSection {
  /// A table has at most so many columns, so that it can be read.
  private static let columnCount = 8
  /// So many tables are open at first, and so many there are at most.
  private static let openCount = 2
  private static let tableCount = 40

  let run: RunRecord

  /// Nothing without sender IDs.
  var markup: Markup {
    let tables = tables
    guard !tables.isEmpty else { return "" }
    return """
      <section id="coverage">
      <h2>Sender IDs by country</h2>
      \(legend)
      \(tables.prefix(Self.tableCount).enumerated().map { details($1, isOpen: $0 < Self.openCount) })
      \(hint(tables.count))
      </section>

      """
  }

  /// Sender IDs by name, so many to a table as fit in it with all their regions.
  private var tables: [CoverageGrid] {
    let names = Set(run.coverage.keys.map(\.senderID)).sorted()
    let found = Set(run.coverage.keys.map(\.region))
    let regions = run.regions.filter(found.contains)
    let width = max(1, Self.columnCount / max(1, regions.count))
    return stride(from: 0, to: names.count, by: width).map { start in
      CoverageGrid(
        names: Array(names[start..<min(start + width, names.count)]),
        regions: regions,
        coverage: run.coverage
      )
    }
  }

  private func details(_ grid: CoverageGrid, isOpen: Bool) -> Markup {
    let open: Markup = isOpen ? " open=\"\"" : ""
    return """
      <details class="grid"\(open)>
      <summary><h3>\(grid.names.joined(separator: ", "))</h3>\
       <span>\(grid.countryCount.counting(singular: "country", plural: "countries"))</span></summary>
      \(grid.markup)
      </details>

      """
  }

  private var legend: Markup {
    var counts: [CoverageState: Int] = [:]
    for countries in run.coverage.values {
      for state in countries.values { counts[state, default: 0] += 1 }
    }
    let keys = CoverageState.allCases.compactMap { state -> Markup? in
      guard let count = counts[state] else { return nil }
      return "<span>\(state.chip) \(state.words), \(count.grouped)</span>\n"
    }
    return "<p class=\"legend\">\(keys)</p>"
  }

  private func hint(_ count: Int) -> Markup {
    guard count > Self.tableCount else { return "" }
    let rest = (count - Self.tableCount).counting("table")
    return "<p class=\"hint\">\(rest) more would not fit; the journal has them all.</p>"
  }
}

extension CoverageState {
  /// A letter, so that the colour is not all there is to see.
  var chip: Markup {
    "<i class=\"chip \(tone)\">\(letter)</i>"
  }

  private var letter: Markup {
    switch self {
    case .live: "L"
    case .requested: "R"
    case .planned: "P"
    case .waiting: "W"
    case .blocked: "B"
    case .failed: "F"
    case .skipped: "S"
    case .released: "X"
    }
  }

  private var tone: Markup {
    switch self {
    case .live: "live"
    case .requested: "requested"
    case .planned, .skipped, .released: "idle"
    case .waiting, .blocked: "fair"
    case .failed: "bad"
    }
  }

  fileprivate var words: String {
    switch self {
    case .live: "live before"
    case .requested: "requested by this run"
    case .planned: "not requested yet"
    case .waiting: "waiting for AWS or a carrier"
    case .blocked: "blocked until you decide"
    case .failed: "failed"
    case .skipped: "skipped"
    case .released: "released"
    }
  }
}

extension Int {
  /// For nouns whose plural is not made by an `s`.
  fileprivate func counting(singular: String, plural: String) -> String {
    "\(grouped) \(self == 1 ? singular : plural)"
  }
}
