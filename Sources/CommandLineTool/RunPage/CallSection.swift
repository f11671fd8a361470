internal import Foundation

/// The calls one by one, as far as a page can hold them.
struct CallSection {
  /// So many rows at most, and as many of what failed.
  private static let limit = 1000

  let run: RunRecord

  /// Nothing without calls.
  var markup: Markup {
    let calls = run.calls.sorted { $0.time < $1.time }
    guard let first = calls.first else { return "" }
    let shown = shown(of: calls)
    return """
      <section id="calls">
      <details>
      <summary><h2>All calls</h2> <span>\(calls.count.grouped)</span></summary>
      \(hint(shown.count, of: calls.count))
      <p class="filter" hidden=""><input type="search" aria-label="Show only calls with"\
       placeholder="Show only calls with …"/></p>
      <div class="scroll">
      <table class="calls">
      <thead><tr><th scope="col">After</th><th scope="col">Region</th><th scope="col">Operation</th>\
      <th scope="col">For</th><th scope="col">Attempt</th><th scope="col">Took</th>\
      <th scope="col">Outcome</th><th scope="col">Request id</th></tr></thead>
      <tbody>
      \(shown.map { row($0, since: first.time) })
      </tbody>
      </table>
      </div>
      </details>
      </section>

      """
  }

  /// The first ones, and of the later ones those that failed.
  private func shown(of calls: [RunRecord.Call]) -> [RunRecord.Call] {
    let failed = calls.dropFirst(Self.limit).filter(\.hasFailed)
    return Array(calls.prefix(Self.limit) + failed.prefix(Self.limit))
  }

  private func hint(_ shown: Int, of total: Int) -> Markup {
    guard shown < total else { return "" }
    let failed = shown - Self.limit
    let more = failed > 0 ? " and \(failed.grouped) later ones that failed" : ""
    return """
      <p class="hint">Here are the first \(Self.limit.grouped) of \(total.grouped) calls\(more); the \
      journal has them all.</p>
      """
  }

  private func row(_ call: RunRecord.Call, since start: Date) -> Markup {
    let told = call.told
    let tone: Markup = call.isThrottled ? "throttled" : call.hasFailed ? "failed" : "done"
    let outcome = [told.outcome, told.reason].compactMap(\.self).joined(separator: " ")
    let latency = told.latencyMs.map { PageText.duration($0 / 1000) } ?? "–"
    return """
      <tr><td>\(PageText.duration(max(0, call.time.timeIntervalSince(start))))</td>\
      <td>\(told.region)</td><td>\(told.operation)</td><td>\(told.address ?? "–")</td>\
      <td>\(told.attempt)</td><td>\(latency)</td><td class="\(tone)">\(outcome)</td>\
      <td class="id">\(told.requestId ?? "–")</td></tr>

      """
  }
}
