internal import Diagnostics

/// The regions of a live block, a line each.
struct ProgressRegions {
  /// In the order of the plan.
  let regions: [RegionProgress]
  /// Columns.
  let width: Int

  /// At most so many lines, in the order of the plan.
  ///
  /// Where they do not suffice those with most left to do have one, and the last line counts the others.
  func lines(atMost height: Int) -> [ProgressLine] {
    guard regions.count > height else { return regions.map(line) }
    guard height > 0 else { return [] }
    let indices = regions.indices.sorted { (left(of: $1), $0) < (left(of: $0), $1) }
    let shown = indices.prefix(height - 1).sorted()
    let others = indices.dropFirst(height - 1).map { regions[$0].tally }
    let done = others.reduce(0) { $0 + $1.finished }
    let total = others.reduce(0) { $0 + $1.total }
    let rest = "and \(others.count.counting("more region")): \(done.grouped)/\(total.grouped)"
    return shown.map { line(regions[$0]) } + [ProgressLine(rest, .faint)]
  }

  private func left(of index: Int) -> Int {
    regions[index].tally.total - regions[index].tally.finished
  }

  private func line(_ region: RegionProgress) -> ProgressLine {
    let name = Clipping.pad(DisplayText.escape(region.name), to: nameWidth)
    let lead = "\(name)  \(Clipping.pad(count(region), to: countWidth, atStart: true))  "
    let text = region.activity(within: width - DisplayText.width(of: lead))
    return ProgressLine(name + "  ", .bold) + ProgressLine(String(lead.dropFirst(name.count + 2)))
      + ProgressLine(text, region.tally.failed > 0 ? .danger : nil)
  }

  private func count(_ region: RegionProgress) -> String {
    "\(region.tally.finished.grouped)/\(region.tally.total.grouped)"
  }

  private var nameWidth: Int {
    regions.map { DisplayText.width(of: DisplayText.escape($0.name)) }.max() ?? 0
  }

  private var countWidth: Int { regions.map { count($0).count }.max() ?? 0 }
}
