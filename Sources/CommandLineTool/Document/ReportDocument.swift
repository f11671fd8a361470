internal import Applying
internal import Foundation
internal import Planning
internal import Resources
internal import SMSVoice

/// A plan document with what became of the plan, as `spec/plan.md` documents it.
struct ReportDocument: Encodable, Sendable {
  /// Nil when the run did not come to a plan.
  var plan: PlanDocument?
  /// Nil for `plan`, and where `apply` did not begin.
  var result: Result?
  /// Why the run did not do what it was to do; nil when it did, or did a part.
  var error: Failure? = Failure(message: "the run did not come to its end", exitStatus: nil)

  /// Why a run did not do what it was to do.
  struct Failure: Encodable, Sendable {
    /// For people; several lines where a manifest has mistakes.
    var message: String
    /// Nil when the run was ended from outside.
    var exitStatus: Int32?
  }

  /// What `apply` did.
  struct Result: Encodable, Sendable {
    /// Nil until the run has come to its end.
    var exitStatus: Int32?
    /// From the first step to the end of the last, with milliseconds; of several plans the sum.
    var seconds: Double
    /// In US dollars, as text with all its digits; nil when nothing was leased.
    var monthlyPrice: String?
    /// By id.
    var steps: [StepResult]
    /// Addresses that still differ although the calls succeeded.
    var notConverged: [String]
    /// Why what was done could not be read back; nil when it was, or was not tried.
    var verificationError: String?
  }

  /// How one step of the plan ended.
  struct StepResult: Encodable, Sendable {
    /// As in the plan document.
    var id: String
    /// `done`, `failed`, `skipped` or `interrupted`.
    var outcome: String
    /// Why it failed, as a sentence; nil for all other outcomes.
    var error: String?
    /// The service's code, reason and request id, where it was the service that refused.
    var code: String?
    /// The service's reason code, for example `DELETION_PROTECTION_ENABLED`; nil when it sent none.
    var reason: String?
    /// What AWS Support asks for; nil when the failure is not of the service, or no answer came.
    var requestId: String?
    /// The id of the step whose failure kept it from happening.
    var because: String?
  }

  private enum CodingKeys: CodingKey {
    case formatVersion
    case toolVersion
    case result
    case error
  }

  /// The members of the plan, and beside them what is more.
  func encode(to encoder: any Encoder) throws {
    try plan?.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    if plan == nil {
      try container.encode(PlanDocument.currentFormat, forKey: .formatVersion)
      try container.encode(Tool.version, forKey: .toolVersion)
    }
    try container.encodeIfPresent(result, forKey: .result)
    try container.encodeIfPresent(error, forKey: .error)
  }
}

extension ReportDocument.Result {
  /// Takes all but the exit status, which is known only when the run is over.
  init(_ summary: ApplySummary) {
    let result = summary.result
    seconds = (result.elapsed / .milliseconds(1)).rounded() / 1000
    monthlyPrice = result.monthlyPrice > 0 ? "\(result.monthlyPrice)" : nil
    steps = result.outcomes.map { ReportDocument.StepResult($0.key, $0.value) }
      .sorted { $0.id < $1.id }
    notConverged = summary.unconverged.map(\.address.description)
    if case .failed(let reason) = summary.verification { verificationError = reason }
  }
}

extension ReportDocument.Result {
  /// Both in one, for a run that goes on with another plan: of a step that was in both what `later` has.
  func followed(by later: ReportDocument.Result) -> ReportDocument.Result {
    var result = later
    let anew = Set(later.steps.map(\.id))
    result.seconds += seconds
    result.steps = (steps.filter { !anew.contains($0.id) } + later.steps).sorted { $0.id < $1.id }
    let prices = [monthlyPrice, later.monthlyPrice].compactMap {
      $0.flatMap { Decimal(string: $0) }
    }
    result.monthlyPrice = prices.isEmpty ? nil : "\(prices.reduce(0, +))"
    return result
  }
}

extension ReportDocument.StepResult {
  /// How one step ended.
  init(_ id: Step.ID, _ outcome: StepOutcome) {
    self.init(id: id.description, outcome: "")
    switch outcome {
    case .done: self.outcome = "done"
    case .interrupted: self.outcome = "interrupted"
    case .skipped(let cause):
      self.outcome = "skipped"
      because = cause.description
    case .failed(let failure):
      self.outcome = "failed"
      error = failure.sentence
      if case .service(let refusal) = failure {
        code = refusal.code
        reason = refusal.reason
        requestId = refusal.requestID
      }
    }
  }
}
