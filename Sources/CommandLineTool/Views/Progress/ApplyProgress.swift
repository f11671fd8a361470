internal import AWSClient
internal import Applying
internal import Diagnostics
internal import Planning
internal import Resources
internal import SMSVoice
internal import Synchronization

/// Tells on standard error how a run gets on: a live block on a terminal, else a line per finished step
/// and a sign of life; nothing with `--quiet`.
final class ApplyProgress: Sendable {
  /// How it tells.
  enum Form {
    /// Some lines at the bottom of a terminal, drawn again and again.
    case block
    /// A line for each finished step, for build logs.
    case lines
    /// `--quiet`: failures are told in the end only.
    case nothing

    /// `--quiet` comes first, then whether standard error takes live lines.
    init(_ host: Host, _ options: ProgressOptions) {
      self = options.quiet ? .nothing : host.takesLiveProgress ? .block : .lines
    }
  }

  /// As many failures are told above the block; the others in the end.
  private static let failureLimit = 20

  private let plan: Plan
  private let quotas: Quotas
  private let host: Host
  private let form: Form
  private let terminal: Terminal
  private let start = ContinuousClock.now
  private let state: Mutex<ProgressState>
  private let log: Mutex<ProgressLog>

  /// The clock starts here.
  init(_ plan: Plan, quotas: Quotas, host: Host, _ output: OutputOptions, _ form: Form) {
    self.plan = plan
    self.quotas = quotas
    self.host = host
    self.form = form
    terminal = Terminal(host, errors: true, noColor: output.noColor)
    state = Mutex(
      ProgressState(plan.graph, regions: plan.regions, planned: plan.estimate.duration)
    )
    log = Mutex(ProgressLog(quotas))
  }

  /// Shows how `work` gets on until it ends.
  func showing<Result: Sendable>(_ work: () async -> Result) async -> Result {
    if form == .block { open() }
    // Not a child: an interruption cancels the work, which goes on until the calls in flight are answered.
    let ticker = form == .nothing ? nil : Task { await tick() }
    let result = await withTaskCancellationHandler {
      await work()
    } onCancel: {
      state.withLock { $0.stop() }
    }
    ticker?.cancel()
    await ticker?.value
    host.screen.close()
    return result
  }

  /// Tells an event.
  ///
  /// Called from many tasks.
  func note(_ event: ApplyEvent) {
    let time = elapsed
    let tally = state.withLock { state in
      state.note(event, at: time)
      return state.tally
    }
    let text: String
    switch form {
    case .nothing: text = ""
    case .block: text = failure(event, tally)
    case .lines: text = log.withLock { $0.line(event, tally, at: time) }
    }
    if !text.isEmpty { host.writeError(text) }
  }

  /// Notes a call.
  ///
  /// Called from many tasks.
  func note(_ call: CallRecord) {
    let time = elapsed
    let fate: ProgressState.CallFate =
      switch call.outcome {
      case .failed(let error, _) where error.kind == .throttling: .throttled
      case .failed(let error, _) where error.kind == .transport: .unanswered
      case .failed, .succeeded: .answered
      }
    state.withLock { state in
      state.noteCall(
        call.operation,
        in: call.region,
        for: call.subject,
        fate,
        at: time
      )
    }
  }

  /// How the run has gone so far.
  var figures: RunFigures {
    let state = state.withLock { $0 }
    let waited = WaitedTime(plan.graph, finishes: state.finishes, quotas: quotas)
    return RunFigures(waited: waited.duration, throttledCount: state.throttledCount)
  }

  private var elapsed: Duration { ContinuousClock.now - start }

  private func open() {
    Suspension.watch(host.screen)
    let began = host.now()
    host.screen.open(size: host.errorSize) { [self] size in
      state.withLock { state in
        ProgressBlock(state, start: began, terminal: terminal).lines(in: size, at: elapsed)
      }
    }
  }

  /// A failure in one or two lines; empty for anything else.
  private func failure(_ event: ApplyEvent, _ tally: ProgressTally) -> String {
    guard case .finished(let id, .failed(let error), _) = event,
      tally.failed <= Self.failureLimit
    else { return "" }
    let mark = terminal.paint("failed: \(DisplayText.escape(id.description))", .danger)
    return "\(mark)\n  \(error.sentence)\n"
  }

  private func tick() async {
    var due = Duration.seconds(1)
    while !Task.isCancelled {
      if elapsed >= due { due = foresee() }
      if form == .block { host.screen.draw() } else { beat() }
      try? await Task.sleep(for: form == .block ? .milliseconds(100) : .seconds(1))
    }
  }

  /// Plans anew what is left; returns when to do so again.
  private func foresee() -> Duration {
    let begin = elapsed
    let steps = state.withLock { Array($0.unfinished.values) }
    if let graph = try? StepGraph(steps) {
      let left = Estimate(graph, quotas: quotas).duration
      state.withLock { $0.note(left: left, at: begin) }
    }
    // A large graph takes its time: it gets a twentieth of all there is.
    return elapsed + max(.seconds(1), (elapsed - begin) * 20)
  }

  private func beat() {
    let time = elapsed
    let line = state.withLock { state in log.withLock { $0.heartbeat(state, at: time) } }
    if let line { host.writeError(line) }
  }
}
