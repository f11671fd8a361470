extension JournalLine {
  /// `plan`: what the run is about to do.
  struct Planned: Codable, Equatable, Sendable {
    /// As the manifest's `project:` says.
    var project: String
    /// In the order of the manifest.
    var regions: [String]
    /// As in the plan document.
    var digest: String
    /// How many changes there are of each action.
    var summary: [String: Int]
    /// Calls that write, and waits.
    var steps: Int
    /// Calls that write, of `steps`.
    var writes: Int
    /// How long it should take, without the waits for AWS.
    var estimateMs: Double
    /// What takes so long; nil when there is nothing to do.
    var bound: PlanDocument.Bound?
  }

  /// `coverage`: where one sender ID stands in the countries of one region; a later line replaces an
  /// earlier one.
  struct Coverage: Codable, Equatable, Sendable {
    /// For example `eu-west-1`.
    var region: String
    /// For example `EXAMPLECO`.
    var senderId: String
    /// By country code.
    var countries: [String: CoverageState]
  }

  /// `step`: a step has ended, or never will.
  struct StepEnd: Codable, Equatable, Sendable {
    /// As in the plan document.
    var id: String
    /// Of the resource that the step is for.
    var address: String
    /// For example `CreatePool`; of a wait the operation that polls.
    var operation: String
    /// `done`, `failed`, `skipped` or `interrupted`.
    var outcome: String
    /// The id of the step whose failure kept this one from happening.
    var because: String?
    /// From its start, the wait for its slot included; nil when it did not begin, or was interrupted.
    var elapsedMs: Double?
    /// Why it failed, as a sentence.
    var error: String?
    /// The service's code, reason and request id, where it was the service that refused.
    var code: String?
    /// The service's reason code; nil when it sent none.
    var reason: String?
    /// Nil when the failure is not of the service, or no answer came.
    var requestId: String?
  }

  /// `result`: what a plan has come to.
  struct Applied: Codable, Equatable, Sendable {
    /// From the first step's start to the last one's end.
    var elapsedMs: Double
    /// How many steps ended how.
    var done: Int
    /// Failures of their own; what fails with them is in `skipped`.
    var failed: Int
    /// Steps that a failed one kept from happening.
    var skipped: Int
    /// Steps that Ctrl-C kept from happening or ended.
    var interrupted: Int
    /// Addresses that still differ although the calls succeeded.
    var notConverged: [String]
    /// Why what was done could not be read back; nil when it was, or was not tried.
    var verificationError: String?
    /// In US dollars, as text with all its digits; nil when nothing was leased.
    var monthlyPrice: String?
  }

  /// `end`: the run is over; a run that was killed has no such line.
  struct End: Codable, Equatable, Sendable {
    /// What the process ends with.
    var exitStatus: Int32
    /// From the run's start.
    var elapsedMs: Double
    /// The first line of why it could not do what it was to do; nil when it did, or did a part.
    var error: String?
  }
}

extension JournalLine.Coverage {
  /// Countries whose state this version does not know are left out.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    region = try container.decode(String.self, forKey: .region)
    senderId = try container.decode(String.self, forKey: .senderId)
    countries = try container.decode([String: String].self, forKey: .countries)
      .compactMapValues { CoverageState(rawValue: $0) }
  }
}

/// Where a sender ID stands in a country of a region.
enum CoverageState: String, Codable, Sendable, CaseIterable {
  /// It was there already.
  case live
  /// This run requested it.
  case requested
  /// This run is to request it, and has not yet.
  case planned
  /// AWS or a carrier has to move first, for example by a registration.
  case waiting
  /// Cannot be as declared until the user decides.
  case blocked
  /// A step of it failed.
  case failed
  /// It did not come to it, since something else failed.
  case skipped
  /// This run released it.
  case released
}
