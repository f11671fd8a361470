/// What a call with a `ClientToken` was answered, to be answered again to its repetitions.
struct PinnedAnswer: Codable, Sendable, Equatable {
  /// For example `CreatePool`; the same token of another operation is another one.
  var operation: String
  /// The `ClientToken` as it was sent.
  var token: String
  /// A digest of the other parameters.
  var fingerprint: String
  /// When the first call came.
  var at: Double
  /// The body of the answer; nil when the call failed.
  var body: String?
  /// What it failed with; nil when it succeeded.
  var error: SimulatedError?

  /// AWS does not say how long it remembers a token; a day is longer than any run.
  static let lifetime: Double = 24 * 60 * 60
}
