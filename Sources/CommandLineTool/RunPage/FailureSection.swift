/// What failed, and what could not happen because of it.
struct FailureSection {
  /// Of each failure so many of the steps that it cost are named.
  private static let namedCount = 12
  /// So many failures are told at most, and as many of what still differs.
  private static let limit = 200

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
      \(failures.prefix(Self.limit).map { item($0, costing: skipped[$0.told.id] ?? []) })
      \(unconverged.prefix(Self.limit).map(unconverged(_:)))
      \(unread(verificationError))
      </ul>
      \(hint(failures.count, unconverged.count))
      </section>

      """
  }

  /// How many are left out.
  private func hint(_ failed: Int, _ unconverged: Int) -> Markup {
    let words = [
      rest(of: failed).map { "\($0) more \($0 == "1" ? "step" : "steps") failed" },
      rest(of: unconverged).map { "\($0) more still \($0 == "1" ? "differs" : "differ")" },
    ].compactMap(\.self).joined(separator: ", ")
    return words.isEmpty ? "" : "<p class=\"hint\">\(words); the journal has them all.</p>"
  }

  private func rest(of count: Int) -> String? {
    count > Self.limit ? (count - Self.limit).grouped : nil
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
