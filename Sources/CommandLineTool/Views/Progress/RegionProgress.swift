internal import Applying
internal import Diagnostics
internal import Resources
internal import SMSVoice

/// How the steps of one region get on.
struct RegionProgress: Sendable {
  /// For example `eu-west-1`.
  let name: String
  /// Of this region alone.
  var tally = ProgressTally()
  /// Steps that nothing keeps back but the quota of their operation, those in flight among them.
  private(set) var ready: [Operation: Int] = [:]
  /// The steps that ask AWS again and again until it has got there.
  private(set) var waits: [Step.ID: Address] = [:]
  /// For whom each operation was called last.
  private var subjects: [Operation: String] = [:]
  /// Calls since the last that was answered.
  private var unanswered = 0

  /// A region of which no step has begun.
  init(name: String) {
    self.name = name
  }

  /// Notes that a step waits for no other step any more.
  mutating func begin(_ step: Step) {
    switch step.role {
    case .write: ready[step.operation, default: 0] += 1
    case .wait: waits[step.id] = step.address
    }
  }

  /// Notes how a step ended; `hadBegun` is false of one that never could.
  mutating func end(_ step: Step, _ outcome: StepOutcome, hadBegun: Bool) {
    tally.note(outcome)
    guard hadBegun else { return }
    switch step.role {
    case .write: ready[step.operation] = ready[step.operation].flatMap { $0 > 1 ? $0 - 1 : nil }
    case .wait: waits[step.id] = nil
    }
  }

  /// Notes for whom a call was made, as an address in text, and what became of it.
  mutating func note(
    _ operation: Operation,
    for subject: String?,
    _ fate: ProgressState.CallFate
  ) {
    if let subject, ready[operation] != nil { subjects[operation] = subject }
    unanswered = fate == .unanswered ? unanswered + 1 : 0
  }

  /// Whether it gets no answers any more; a single one can be missed.
  var isSilent: Bool { unanswered >= 3 }

  /// The operations with steps that are ready, those with most of them first.
  var busiest: [(operation: Operation, count: Int)] {
    ready.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }

  /// What it does or waits for, in `width` columns if words that can be spared and long names allow it.
  ///
  /// For example `RequestSenderId EXAMPLECO/NO, 24 waiting for its quota` or `waiting for AWS: pool/otp`.
  func activity(within width: Int = .max) -> String {
    if tally.finished == tally.total { return tally.troubles ?? "done" }
    if isSilent { return "does not answer, trying again" }
    let parts = [call(), others, wait()].compactMap(\.self)
    guard !parts.isEmpty else { return "waiting" }
    let all = parts.joined(separator: "; ")
    guard DisplayText.width(of: all) > width else { return all }
    return call(within: width) ?? wait(within: width) ?? all
  }

  /// The call that most steps are about to make; nil when none is.
  private func call(within width: Int = .max) -> String? {
    guard let (operation, count) = busiest.first else { return nil }
    let subject = subjects[operation].map(Self.short) ?? ""
    let lead = "\(operation)\(subject.isEmpty ? "" : " ")"
    guard count > 1 else { return Self.phrase(lead, subject, "", within: width) }
    let all = Self.phrase(lead, subject, ", \(count.grouped) waiting for its quota")
    guard DisplayText.width(of: all) > width else { return all }
    return Self.phrase(lead, subject, ", \(count.grouped) waiting", within: width)
  }

  /// The further operations that steps are about to call; nil when there are none.
  private var others: String? {
    let names = busiest.dropFirst().map(\.operation.rawValue)
    return names.isEmpty ? nil : "also " + names.joined(separator: ", ")
  }

  private func wait(within width: Int = .max) -> String? {
    guard let resource = waits.values.min() else { return nil }
    let more = waits.count > 1 ? " and \(waits.count - 1) more" : ""
    return Self.phrase("waiting for AWS: ", resource.path, more, within: width)
  }

  /// Columns, below which a name tells nothing.
  private static let shortestName = 9

  /// With the name shortened in its middle where all of it is too wide, and then without `tail`.
  private static func phrase(
    _ lead: String,
    _ name: String,
    _ tail: String,
    within width: Int = .max
  ) -> String {
    let name = DisplayText.escape(name)
    let room = width - DisplayText.width(of: lead)
    let rest = room - DisplayText.width(of: tail)
    guard rest < DisplayText.width(of: name) else { return lead + name + tail }
    guard rest < shortestName else { return lead + Clipping.shorten(name, to: rest) + tail }
    return lead + Clipping.shorten(name, to: max(room, shortestName))
  }

  /// An address without its region and kind, which the line and the operation say.
  private static func short(_ subject: String) -> String {
    let parts = subject.split(separator: "/", maxSplits: 2)
    return parts.count == 3 ? String(parts[2]) : subject
  }
}
