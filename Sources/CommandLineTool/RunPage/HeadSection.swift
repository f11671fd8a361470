/// What ran, when, where, and how it ended.
struct HeadSection {
  let run: RunRecord
  /// The numbers of the journal's lines that could not be read, from 1.
  let damagedLines: [Int]

  /// With a note for what is missing from the journal, and figures only for what is known.
  var markup: Markup {
    """
    <header>
    <p class="eyebrow">smsctl \(run.command)</p>
    <h1>\(name) <span class="verdict \(verdict.tone)">\(verdict.word)</span></h1>
    <p class="meta">
    \(facts.map { "\($0)\n" })</p>
    \(notes)
    <dl class="figures">
    \(figures)
    </dl>
    </header>
    """
  }

  private var name: String { run.plans.first?.project ?? run.caller?.account ?? run.id }

  private struct Verdict {
    var word: String
    var tone: Markup
  }

  private var verdict: Verdict {
    switch run.end?.exitStatus {
    case nil: Verdict(word: "Not finished", tone: "bad")
    case 0: Verdict(word: "Done", tone: "good")
    case 2: Verdict(word: "Differs", tone: "fair")
    case 3: Verdict(word: "Partly done", tone: "fair")
    case 4: Verdict(word: "Refused", tone: "fair")
    case 129, 130, 143: Verdict(word: "Interrupted", tone: "fair")
    default: Verdict(word: "Failed", tone: "bad")
    }
  }

  private var facts: [Markup] {
    let moment = PageText.moment(run.began)
    var facts: [Markup] = [
      "<span><time datetime=\"\(PageText.timestamp(run.began))\">\(moment)</time> UTC</span>"
    ]
    if let caller = run.caller {
      facts.append("<span>account \(caller.account)\(caller.simulated ? ", simulated" : "")</span>")
      facts.append("<span>\(caller.arn)</span>")
    }
    let regions = run.plans.first?.regions ?? []
    if !regions.isEmpty { facts.append("<span>\(regions.joined(separator: ", "))</span>") }
    return facts
  }

  private var notes: [Markup] {
    var notes: [Markup] = []
    if run.end == nil {
      notes.append("The journal has no end of this run: it was killed, or goes on.")
    }
    if let error = run.end?.error { notes.append("\(error)") }
    let interrupted = run.count(of: "interrupted")
    if interrupted > 0 {
      notes.append("\(interrupted.counting("step")) did not happen; the next run goes on there.")
    }
    if !damagedLines.isEmpty {
      notes.append("Left out as damaged: \(DamagedLines.words(damagedLines)).")
    }
    return notes.map { "<p class=\"note\">\($0)</p>\n" }
  }

  private var figures: [Markup] {
    [time, bound, steps, calls].compactMap(\.self).map { figure in
      """
      <div><dt>\(figure.title)</dt>\
      <dd><b>\(figure.value)</b><span>\(figure.more)</span></dd></div>

      """
    }
  }

  private typealias Figure = (title: String, value: String, more: String)

  private var time: Figure? {
    guard let estimate = run.estimate else {
      guard let end = run.end else { return nil }
      return ("Time", PageText.duration(end.elapsedMs / 1000), "all in all")
    }
    guard let elapsed = run.elapsed else {
      return ("Time", "?", "\(PageText.duration(estimate)) as planned")
    }
    guard run.results.count == run.plans.count else {
      let count = "for \(run.results.count.grouped) of \(run.plans.count.counting("plan"))"
      return ("Time", PageText.duration(elapsed), count)
    }
    let difference = elapsed - estimate
    let words =
      abs(difference) < 0.05
      ? "just that" : PageText.duration(abs(difference)) + (difference > 0 ? " more" : " less")
    return ("Time", PageText.duration(elapsed), "planned \(PageText.duration(estimate)), \(words)")
  }

  private var bound: Figure? {
    guard let bound = run.plans.first?.bound else { return nil }
    if let calls = bound.calls, let rate = bound.rate {
      let place = bound.region.map { "in \($0), " } ?? ""
      let pace = "\(place)\(calls.counting("call")) at \(PageText.rate(rate))"
      return ("Bound by", bound.operation ?? "all writes", pace)
    }
    let steps = bound.steps.map { "\($0.counting("step")) that wait for each other" }
    return ("Bound by", bound.address ?? "a chain", steps ?? "")
  }

  private var steps: Figure? {
    guard !run.plans.isEmpty else { return nil }
    let total = run.plans.reduce(0) { $0 + $1.steps }
    let parts = ["failed", "skipped"].map { "\(run.count(of: $0).grouped) \($0)" }
    return (
      "Steps done", "\(run.count(of: "done").grouped) of \(total.grouped)",
      parts.joined(separator: ", ")
    )
  }

  private var calls: Figure? {
    let throttled = run.calls.count { $0.isThrottled }
    let retries = run.calls.count { $0.told.attempt > 1 }
    return (
      "Calls", run.calls.count.grouped,
      "\(throttled.grouped) throttled, \(retries == 1 ? "1 retry" : "\(retries.grouped) retries")"
    )
  }
}
