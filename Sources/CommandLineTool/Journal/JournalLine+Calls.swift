extension JournalLine {
  /// `run`: a run begins.
  struct Start: Codable, Equatable, Sendable {
    /// Changes only when members go away or mean something else.
    static let currentFormat = "1"

    /// Whether this version reads what is told in a format: what is only added leaves the first number.
    static func reads(_ format: String) -> Bool {
      format.prefix { $0 != "." } == currentFormat
    }

    /// Of all lines of the run.
    var formatVersion = currentFormat
    /// The version of smsctl.
    var toolVersion: String
    /// For example `apply`.
    var command: String
  }

  /// `caller`: the run knows in whose name it acts.
  struct Caller: Codable, Equatable, Sendable {
    /// Twelve digits.
    var account: String
    /// As STS says it, for example `arn:aws:iam::123456789012:user/alice`.
    var arn: String
    /// Whether it all happens in an account that `--simulate` plays.
    var simulated: Bool
  }

  /// `quota`: what the run takes the quota of a bucket to be; before the first call that it counts.
  struct Quota: Codable, Equatable, Sendable {
    /// For example `eu-west-1`.
    var region: String
    /// For example `RequestSenderId`.
    var operation: String
    /// Requests per second.
    var rate: Double
  }

  /// `call`: an attempt of a call has ended.
  struct Call: Codable, Equatable, Sendable {
    /// For example `eu-west-1`.
    var region: String
    /// For example `RequestSenderId`; `GetCallerIdentity` for the call of STS.
    var operation: String
    /// Whom the call is for; nil for none.
    var address: String?
    /// From 1.
    var attempt: Int
    /// The same in all attempts of a call; nil for reads, and where the operation takes none.
    var clientToken: String?
    /// Nil when no answer came.
    var requestId: String?
    /// From the request's leaving to its answer; nil when it never left.
    var latencyMs: Double?
    /// `ok`, or the code of the error.
    var outcome: String
    /// The service's reason code; nil when it gave none.
    var reason: String?
    /// True where the service said that the quota is used up; nil for everything else.
    var throttled: Bool?
    /// The wait before the next attempt; nil when there is none.
    var retryAfterMs: Double?

    /// What `outcome` is when all is well.
    static let success = "ok"
  }
}
