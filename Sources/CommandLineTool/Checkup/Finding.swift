/// What one check of `smsctl doctor` found.
struct Finding: Sendable, Equatable {
  /// How bad it is.
  enum Verdict: Sendable, Equatable {
    /// Nothing to do.
    case fine
    /// Works, but somebody should look.
    case doubtful
    /// `plan` or `apply` would fail.
    case broken
    /// Could not be checked because of what was found before.
    case skipped
  }

  /// Decides the mark before the line; a broken one makes the exit status 1.
  var verdict: Verdict
  /// What was looked at, for example `credentials` or `eu-west-1 quotas`.
  var subject: String
  /// One sentence without its end, or several lines; text from elsewhere in it is escaped.
  var text: String

  init(_ verdict: Verdict, _ subject: String, _ text: String) {
    self.verdict = verdict
    self.subject = subject
    self.text = text
  }
}
