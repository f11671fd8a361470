extension RetryPolicy {
  /// The policy that `AWS_MAX_ATTEMPTS` and `AWS_RETRY_MODE` ask for, or `max_attempts` and `retry_mode` of
  /// the profile; with none of them, the defaults.
  ///
  /// A mode sets the attempts for faults of the service and of the network as AWS documents it. Throttled calls
  /// keep theirs: pacing shares the quota with others, in whatever mode. A number of attempts goes for every
  /// fault, and 1 means that nothing is tried again.
  /// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>
  package init(_ settings: ClientSettings) throws(ConfigurationError) {
    self.init()
    if let mode = settings.value("AWS_RETRY_MODE", key: "retry_mode") {
      faultAttempts = try Self.faultAttempts(of: mode)
      unreachableAttempts = min(unreachableAttempts, faultAttempts)
    }
    if let value = settings.value("AWS_MAX_ATTEMPTS", key: "max_attempts") {
      let attempts = try Self.attempts(value)
      throttlingAttempts = attempts
      throttlingPatience = .zero
      outagePatience = .zero
      faultAttempts = attempts
      unreachableAttempts = attempts
    }
  }

  private static func faultAttempts(
    of mode: ClientSettings.Value
  ) throws(ConfigurationError)
    -> Int
  {
    switch mode.text.lowercased() {
    case "legacy": 5
    case "standard", "adaptive": 3
    default:
      throw ConfigurationError(
        "\(mode.name): expected 'standard', 'adaptive' or 'legacy', got '\(mode.text)'"
      )
    }
  }

  private static func attempts(_ value: ClientSettings.Value) throws(ConfigurationError) -> Int {
    guard let attempts = Int(value.text), (1...100).contains(attempts) else {
      throw ConfigurationError(
        "\(value.name): expected a whole number from 1 to 100, got '\(value.text)'; 1 means that nothing is tried again"
      )
    }
    return attempts
  }
}
