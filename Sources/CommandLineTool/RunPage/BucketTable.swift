/// The figures of each bucket.
struct BucketTable {
  let summaries: [BucketSummary]

  var markup: Markup {
    """
    <div class="scroll">
    <table class="figures-table">
    <thead><tr><th scope="col">Region</th><th scope="col">Operation</th><th scope="col">Calls</th>\
    <th scope="col">Throttled</th><th scope="col">Retries</th><th scope="col">Failed</th>\
    <th scope="col">Quota</th><th scope="col">Took</th><th scope="col">At quota</th>\
    <th scope="col">Ratio</th><th scope="col">Median</th><th scope="col">95th</th></tr></thead>
    <tbody>
    \(summaries.map(row))
    </tbody>
    </table>
    </div>
    <p class="hint">Took: from the first departure to the last. At quota: the least that can be. Where the \
    ratio is above 1, calls waited for other steps or for others who use the quota. Median, 95th: how \
    long answers took.</p>
    """
  }

  private func row(_ summary: BucketSummary) -> Markup {
    """
    <tr><td>\(summary.bucket.region)</td><th scope="row">\(summary.bucket.operation)</th>\
    <td>\(summary.calls.count.grouped)</td>\(count(summary.throttled, "throttled"))\
    \(count(summary.retries, nil))\(count(summary.failures, "failed"))\
    <td>\(summary.rate.map(PageText.rate) ?? "–")</td><td>\(summary.span.map(PageText.duration) ?? "–")</td>\
    <td>\(summary.leastSpan.map(PageText.duration) ?? "–")</td>\
    <td>\(summary.ratio.map(PageText.ratio) ?? "–")</td>\
    <td>\(latency(summary, 50))</td><td>\(latency(summary, 95))</td></tr>

    """
  }

  /// A number that matters where it is not zero.
  private func count(_ number: Int, _ tone: Markup?) -> Markup {
    guard number > 0 else { return "<td class=\"zero\">0</td>" }
    return "<td class=\"\(tone ?? "")\">\(number.grouped)</td>"
  }

  private func latency(_ summary: BucketSummary, _ percentile: Int) -> String {
    summary.latency(percentile: percentile).map(PageText.duration) ?? "–"
  }
}
