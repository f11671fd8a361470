/// What failed, and what could not happen because of it.
struct FailureSection {
  /// Of each failure so many of the steps that it cost are named.
  private static let namedCount = 12

  let run: RunRecord

  /// Nothing when nothing failed.
  var markup: Markup {
    let failures = run.steps.filter { $0.told.outcome == "failed" }
    let unconverged = run.results.last?.notConverged ?? []
    let verificationError = run.results.last?.verificationError
    if failures.isEmpty, unconverged.isEmpty, verificationError == nil { return "" }
    let skipped = Dictionary(grouping: run.steps.filter { $0.told.because != nil }) {
      $0.told.because ?? ""
    }
    return """
      <section id="failures">
      <h2>What went wrong</h2>
      <ul class="failures">
      \(failures.map { item($0, costing: skipped[$0.told.id] ?? []) })
      \(unconverged.map(unconverged(_:)))
      \(unread(verificationError))
      </ul>
      </section>

      """
  }

  private func item(_ failure: RunRecord.Step, costing skipped: [RunRecord.Step]) -> Markup {
    let told = failure.told
    // The sentence ends with the codes.
    var facts: [Markup] = ["<span>\(told.operation)</span>"]
    if let id = told.requestId { facts.append("<span>request \(id)</span>") }
    facts.append("<span>\(PageText.moment(failure.time)) UTC</span>")
    return """
      <li>
      <h3>\(told.address)</h3>
      <p>\(told.error ?? "it failed")</p>
      <p class="meta">
      \(facts.map { "\($0)\n" })</p>
      \(cost(skipped))
      </li>

      """
  }

  private func cost(_ skipped: [RunRecord.Step]) -> Markup {
    guard !skipped.isEmpty else { return "" }
    let named = skipped.prefix(Self.namedCount).map { $0.told.id }.joined(separator: ", ")
    let rest = skipped.count - Self.namedCount
    let more = rest > 0 ? " and \(rest.grouped) more" : ""
    return "<p class=\"cost\">Skipped because of it: \(named)\(more).</p>"
  }

  private func unread(_ error: String?) -> Markup {
    guard let error else { return "" }
    return "<li><h3>What was done could not be read back</h3><p>\(error)</p></li>\n"
  }

  private func unconverged(_ address: String) -> Markup {
    "<li><h3>\(address)</h3><p>It still differs after the calls succeeded.</p></li>\n"
  }
}
