/// When each call left, against when it could have left.
struct TimelineSection {
  /// Of all operations, reads and writes.
  let summaries: [BucketSummary]
  /// Whether a plan was read for, and what was done looked at: reads then come before the writes and after,
  /// and from the first to the last says nothing about the pace.
  let hasPlan: Bool

  /// Nothing where nothing was called; reads are folded.
  var markup: Markup {
    let writes = summaries.filter { !$0.bucket.isRead }
    let reads = summaries.filter { $0.bucket.isRead }
    return """
      \(section(writes))
      \(reading(reads))
      """
  }

  private func section(_ summaries: [BucketSummary]) -> Markup {
    guard let timeline = Timeline(summaries, paced: true) else { return "" }
    return """
      <section id="writes">
      <h2>Calls that write</h2>
      \(Self.legend)
      \(TimelineDrawing(timeline: timeline).markup)
      \(BucketTable(summaries: summaries, paced: true).markup)
      </section>

      """
  }

  private func reading(_ summaries: [BucketSummary]) -> Markup {
    guard let timeline = Timeline(summaries, paced: !hasPlan) else { return "" }
    let count = summaries.reduce(0) { $0 + $1.calls.count }
    return """
      <section id="reads">
      <details>
      <summary><h2>Calls that read</h2> <span>\(count.grouped)</span></summary>
      \(TimelineDrawing(timeline: timeline).markup)
      \(BucketTable(summaries: summaries, paced: !hasPlan).markup)
      </details>
      </section>

      """
  }

  private static let legend: Markup = """
    <p class="legend">
    <span><i class="key done"></i>call, from leaving to answer</span>
    <span><i class="key throttled"></i>throttled</span>
    <span><i class="key failed"></i>failed</span>
    <span><i class="key earliest"></i>the earliest that the quota allows</span>
    </p>
    """
}
