internal import Foundation
internal import SMSVoice

/// One run as its journal tells it.
struct RunRecord: Sendable {
  /// An operation in a region.
  struct Bucket: Hashable, Comparable, Sendable {
    /// For example `eu-west-1`.
    var region: String
    /// For example `CreatePool`.
    var operation: String

    /// Whether its calls only read.
    var isRead: Bool { SMSVoice.Operation(rawValue: operation).isRead }

    /// By region, then by operation.
    static func < (left: Bucket, right: Bucket) -> Bool {
      (left.region, left.operation) < (right.region, right.operation)
    }
  }

  /// An attempt and when it left.
  struct Call: Sendable {
    /// When the request left; when it never did, when it was to leave.
    var time: Date
    /// The line as it was read.
    var told: JournalLine.Call

    /// What the quota counts it by.
    var bucket: Bucket { Bucket(region: told.region, operation: told.operation) }
    /// Whether the service said that the quota is used up.
    var isThrottled: Bool { told.throttled == true }
    /// Whether the outcome is anything but `ok`, throttling included.
    var hasFailed: Bool { told.outcome != JournalLine.Call.success }
    /// In seconds; zero when it never left.
    var latency: Double { (told.latencyMs ?? 0) / 1000 }
  }

  /// A step and when it ended.
  struct Step: Sendable {
    /// When it ended.
    var time: Date
    /// The line as it was read.
    var told: JournalLine.StepEnd
  }

  /// A sender ID in a region.
  struct Sender: Hashable, Sendable {
    /// For example `eu-west-1`.
    var region: String
    /// For example `EXAMPLECO`.
    var senderID: String
  }

  /// Twelve hexadecimal digits, which all its lines have.
  let id: String
  /// The time of its first line.
  let began: Date
  /// What `formatVersion` says of a run that this version cannot read, which then has nothing else; nil
  /// for all others.
  let strangeFormat: String?
  /// The `run` line; nil when it is missing or damaged.
  private(set) var start: JournalLine.Start?
  /// Nil when the run did not come to know its account.
  private(set) var caller: JournalLine.Caller?
  /// In requests per second.
  private(set) var quotas: [Bucket: Double] = [:]
  /// In the order in which they were answered.
  private(set) var calls: [Call] = []
  /// More than one where the run waited for AWS and went on.
  private(set) var plans: [JournalLine.Planned] = []
  /// One for each plan that came to its end, in order; empty when none did.
  private(set) var results: [JournalLine.Applied] = []
  /// In the order of the file.
  private(set) var steps: [Step] = []
  /// By country code; the latest that the journal tells, ends of steps included.
  private(set) var coverage: [Sender: [String: CoverageState]] = [:]
  /// Nil when the run was killed, or goes on.
  private(set) var end: JournalLine.End?

  /// A run without any line.
  init(id: String, began: Date, strangeFormat: String? = nil) {
    self.id = id
    self.began = began
    self.strangeFormat = strangeFormat
  }

  /// Takes a line of the run, in the order of the file.
  mutating func add(_ entry: JournalEntry) {
    if strangeFormat != nil { return }
    switch entry.line {
    case .run(let line): start = line
    case .caller(let line): caller = line
    case .quota(let line):
      quotas[Bucket(region: line.region, operation: line.operation)] = line.rate
    case .call(let line): calls.append(Call(time: entry.time, told: line))
    case .plan(let line): plans.append(line)
    case .coverage(let line):
      coverage[Sender(region: line.region, senderID: line.senderId)] = line.countries
    case .step(let line):
      steps.append(Step(time: entry.time, told: line))
      noteCoverage(line)
    case .result(let line): results.append(line)
    case .end(let line): end = line
    }
  }

  /// What a run has done is in its coverage also when it was killed before it said so.
  private mutating func noteCoverage(_ step: JournalLine.StepEnd) {
    let parts = step.address.split(separator: "/").map(String.init)
    guard parts.count == 4, parts[1] == CoverageTable.kind else { return }
    let sender = Sender(region: parts[0], senderID: parts[2])
    switch (step.outcome, coverage[sender]?[parts[3]]) {
    case ("failed", .some): coverage[sender]?[parts[3]] = .failed
    case ("skipped", .planned): coverage[sender]?[parts[3]] = .skipped
    case ("done", .planned) where step.operation == "RequestSenderId",
      ("done", .released) where step.operation == "RequestSenderId":
      coverage[sender]?[parts[3]] = .requested
    case ("done", _) where step.operation == "ReleaseSenderId":
      coverage[sender]?[parts[3]] = .released
    default: break
    }
  }
}

extension RunRecord {
  /// What to call it: `apply`.
  var command: String { start?.command ?? "run" }

  /// Those of the plans in the order of the manifest, then others that something is told of.
  var regions: [String] {
    var regions: [String] = []
    let told = Set(calls.map(\.told.region)).union(coverage.keys.map(\.region))
    let named = plans.flatMap(\.regions) + told.sorted()
    for region in named where !regions.contains(region) { regions.append(region) }
    return regions
  }

  /// How long the plans took to carry out, in seconds; nil when none came to its end.
  var elapsed: Double? {
    results.isEmpty ? nil : results.reduce(0) { $0 + $1.elapsedMs } / 1000
  }

  /// How long they should have taken, in seconds; nil without a plan.
  var estimate: Double? {
    plans.isEmpty ? nil : plans.reduce(0) { $0 + $1.estimateMs } / 1000
  }

  /// How many steps ended so, for example `done`.
  func count(of outcome: String) -> Int { steps.count { $0.told.outcome == outcome } }
}
