internal import Foundation

/// A timeline as drawings, one for each row, over a common axis.
struct TimelineDrawing {
  /// The drawings are stretched to whatever room there is: their units are thousandths of it.
  private static let width = 1000.0

  /// What is drawn; places in it are seconds.
  let timeline: Timeline

  var markup: Markup {
    """
    <div class="timeline">
    \(rows)
    <div class="lane axis"><div class="who"></div><div class="marks">\(axis)</div></div>
    </div>
    \(hint)
    """
  }

  private var rows: [Markup] {
    var region: String?
    return timeline.rows.map { row in
      defer { region = row.summary.bucket.region }
      let isFirst = row.summary.bucket.region != region
      let heading: Markup = isFirst ? "<h3>\(row.summary.bucket.region)</h3>\n" : ""
      return "\(heading)\(lane(row))"
    }
  }

  private func lane(_ row: Timeline.Row) -> Markup {
    let summary = row.summary
    let count = summary.calls.count
    let rate = summary.rate.map { count > 1 ? " at \(PageText.rate($0))" : "" } ?? ""
    let place = "\(summary.bucket.operation) in \(summary.bucket.region)"
    let label = "\(place): \(count.counting("call"))\(rate)"
    return """
      <div class="lane">
      <div class="who"><b>\(summary.bucket.operation)</b> <span>\(count.grouped)\(rate)</span></div>
      <svg viewBox="0 0 1000 26" preserveAspectRatio="none" role="img" aria-label="\(label)">
      <path class="grid" d="\(grid)"/>
      \(comb(row.earliest))
      \(row.marks.map(bar))
      </svg>
      </div>

      """
  }

  private var lines: [Double] {
    Array(stride(from: 0, through: timeline.length + timeline.interval / 2, by: timeline.interval))
  }

  private var axis: [Markup] {
    lines.map { "<span>\(PageText.offset($0))</span>" }
  }

  private var grid: [Markup] { lines.map { "M\(place($0)) 0V26" } }

  private func place(_ seconds: Double) -> Double { seconds / timeline.length * Self.width }

  /// Teeth where they can be told from each other, else a band.
  private func comb(_ earliest: [Double]) -> Markup {
    guard let first = earliest.first, let last = earliest.last, earliest.count > 1 else {
      return ""
    }
    let isCrowded = place(last) - place(first) < 4 * Double(earliest.count - 1)
    let teeth: [Markup] = isCrowded ? [] : earliest.map { "M\(place($0)) 20V25" }
    let end: Markup = "M\(place(last)) 18V26"
    return """
      <path class="earliest" d="M\(place(first)) 22.5H\(place(last))\(teeth)\(end)"/>
      """
  }

  private func bar(_ mark: Timeline.Mark) -> Markup {
    let width = max(2.5, place(mark.end - mark.start))
    return """
      <rect class="\(mark.tone.name)" x="\(place(mark.start))" y="3" width="\(width)" height="13">\
      <title>\(words(mark))</title></rect>

      """
  }

  private func words(_ mark: Timeline.Mark) -> String {
    let start = PageText.duration(mark.start)
    guard mark.calls.count == 1, let call = mark.calls.first else {
      return "\(mark.calls.count.counting("call")) from \(start) on, \(mark.tone.words)"
    }
    var parts = ["after \(start)"]
    if call.told.latencyMs != nil { parts.append("took \(PageText.duration(call.latency))") }
    if call.told.attempt > 1 { parts.append("attempt \(call.told.attempt)") }
    if call.hasFailed { parts.append(call.told.outcome) }
    return "\(call.told.address ?? call.told.operation): " + parts.joined(separator: ", ")
  }

  private var hint: Markup {
    guard timeline.mergedCount > 0 else { return "" }
    return """
      <p class="hint">\(timeline.mergedCount.counting("call")) left so close to others that they \
      share a bar.</p>
      """
  }
}

extension Timeline.Tone {
  /// Of the class in the style sheet.
  fileprivate var name: Markup {
    switch self {
    case .done: "done"
    case .throttled: "throttled"
    case .failed: "failed"
    }
  }

  fileprivate var words: String {
    switch self {
    case .done: "answered"
    case .throttled: "throttled"
    case .failed: "failed"
    }
  }
}
