internal import Foundation

/// One line of the file of `--log`, as `spec/journal.md` documents it.
///
/// The names of the members are those of the JSON. Whoever adds one adds it there and in
/// `spec/journal.schema.json`.
struct JournalEntry: Equatable, Sendable {
  /// Ties the lines of a run together: twelve hexadecimal digits.
  var run: String
  /// When it happened; of a call when the request left.
  var time: Date
  /// What beside `run` and `time` is on the line; its case is the `type`.
  var line: JournalLine
}

/// What a line tells.
enum JournalLine: Equatable, Sendable {
  /// The first line of a run.
  case run(Start)
  /// In whose name the run acts, before a wrong account is refused.
  case caller(Caller)
  /// Before the first call of each operation in each region.
  case quota(Quota)
  /// At the end of each attempt of a call.
  case call(Call)
  /// Before anything is asked or written; again for each further plan of `--wait-for`.
  case plan(Planned)
  /// After `plan`, and again before `result`.
  case coverage(Coverage)
  /// At the end of each step, and after the run for those that an interruption kept from happening.
  case step(StepEnd)
  /// When a plan has come to its end.
  case result(Applied)
  /// The last line of a run that was not killed.
  case end(End)
}

/// What is in `type`.
enum LineType: String, Codable {
  /// The cases are the texts.
  case run, caller, quota, call, plan, coverage, step, result, end
}

extension JournalEntry: Codable {
  private enum CodingKeys: CodingKey {
    case type, run, time
  }

  /// Reads a line of a type that this version knows.
  ///
  /// Throws `DecodingError` for what is no line of a journal, or has a number that no run can have.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    run = try container.decode(String.self, forKey: .run)
    time = try container.decode(Date.self, forKey: .time)
    line =
      switch try container.decode(LineType.self, forKey: .type) {
      case .run: .run(try JournalLine.Start(from: decoder))
      case .caller: .caller(try JournalLine.Caller(from: decoder))
      case .quota: .quota(try JournalLine.Quota(from: decoder))
      case .call: .call(try JournalLine.Call(from: decoder))
      case .plan: .plan(try JournalLine.Planned(from: decoder))
      case .coverage: .coverage(try JournalLine.Coverage(from: decoder))
      case .step: .step(try JournalLine.StepEnd(from: decoder))
      case .result: .result(try JournalLine.Applied(from: decoder))
      case .end: .end(try JournalLine.End(from: decoder))
      }
    guard line.isInRange else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: [], debugDescription: "a number is out of range")
      )
    }
  }

  /// The members of the line, and beside them what every line has.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(run, forKey: .run)
    try container.encode(time, forKey: .time)
    let (type, members): (LineType, any Encodable) =
      switch line {
      case .run(let members): (.run, members)
      case .caller(let members): (.caller, members)
      case .quota(let members): (.quota, members)
      case .call(let members): (.call, members)
      case .plan(let members): (.plan, members)
      case .coverage(let members): (.coverage, members)
      case .step(let members): (.step, members)
      case .result(let members): (.result, members)
      case .end(let members): (.end, members)
      }
    try container.encode(type, forKey: .type)
    try members.encode(to: encoder)
  }
}
