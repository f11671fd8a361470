internal import CLibYAML
internal import Diagnostics

/// What libyaml says when it cannot go on.
struct SyntaxProblem {
  /// The wording, `did not find expected key`.
  let problem: String
  /// What it was doing, `while parsing a block mapping`; empty when it does not say.
  let context: String
  /// Where it stopped; without meaning when `badOffset` is set.
  let problemMark: yaml_mark_t
  /// Where that began; nil when it does not say.
  let contextMark: yaml_mark_t?
  /// The byte offset of a character that is not allowed anywhere; nil for all other problems.
  let badOffset: Int?
  /// That character's number.
  let badValue: Int

  /// The problem a parser ended with, copied.
  init(_ parser: yaml_parser_t) {
    problem = parser.problem.map { String(cString: $0) } ?? "out of memory"
    context = parser.context.map { String(cString: $0) } ?? ""
    problemMark = parser.problem_mark
    contextMark = parser.context == nil ? nil : parser.context_mark
    badOffset = parser.error == YAML_READER_ERROR ? parser.problem_offset : nil
    badValue = Int(parser.problem_value)
  }
}

extension NodeBuilder {
  /// The diagnostic for what ended the reading.
  mutating func diagnostic(for stop: ParsingStop) -> Diagnostic {
    switch stop {
    case .refused(let breach): breach.diagnostic
    case .syntax(let problem): SyntaxExplanation(problem, in: &self).diagnostic
    }
  }
}
