/// The figures of each bucket.
struct BucketTable {
  /// A row each, in this order.
  let summaries: [BucketSummary]
  /// Whether how long they took is set against the quota.
  let paced: Bool

  /// A dash stands for what is not known.
  var markup: Markup {
    """
    <div class="scroll">
    <table class="figures-table">
    <thead><tr><th scope="col">Region</th><th scope="col">Operation</th><th scope="col">Calls</th>\
    <th scope="col">Throttled</th><th scope="col">Retries</th><th scope="col">Failed</th>\
    <th scope="col">Quota</th>\(paced ? Self.paceHeads : "")\
    <th scope="col">Median</th><th scope="col">95th</th></tr></thead>
    <tbody>
    \(summaries.map(row))
    </tbody>
    </table>
    </div>
    <p class="hint">\(paced ? Self.paceHint : "")Median, 95th: how long answers took.</p>
    """
  }

  private static let paceHeads: Markup =
    "<th scope=\"col\">Took</th><th scope=\"col\">At quota</th><th scope=\"col\">Ratio</th>"

  private static let paceHint: Markup = """
    Took: from the first departure to the last. At quota: the least that can be. Where the ratio is above \
    1, calls waited for other steps or for others who use the quota. \

    """

  private func row(_ summary: BucketSummary) -> Markup {
    """
    <tr><td>\(summary.bucket.region)</td><th scope="row">\(summary.bucket.operation)</th>\
    <td>\(summary.calls.count.grouped)</td>\(count(summary.throttled, " class=\"throttled\""))\
    \(count(summary.retries, ""))\(count(summary.failures, " class=\"failed\""))\
    <td>\(summary.rate.map(PageText.rate) ?? "–")</td>\(paced ? pace(summary) : "")\
    <td>\(latency(summary, 50))</td><td>\(latency(summary, 95))</td></tr>

    """
  }

  private func pace(_ summary: BucketSummary) -> Markup {
    """
    <td>\(summary.span.map(PageText.duration) ?? "–")</td>\
    <td>\(summary.leastSpan.map(PageText.duration) ?? "–")</td>\
    <td>\(summary.ratio.map(PageText.ratio) ?? "–")</td>
    """
  }

  /// A number that matters where it is not zero.
  private func count(_ number: Int, _ tone: Markup) -> Markup {
    number > 0 ? "<td\(tone)>\(number.grouped)</td>" : "<td class=\"zero\">0</td>"
  }

  private func latency(_ summary: BucketSummary, _ percentile: Int) -> String {
    summary.latency(percentile: percentile).map(PageText.duration) ?? "–"
  }
}
