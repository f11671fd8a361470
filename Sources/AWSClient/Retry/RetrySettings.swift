/// What the user says about retries, in AWS's own words.
///
/// The environment's `AWS_MAX_ATTEMPTS` and `AWS_RETRY_MODE`, or a profile's `max_attempts` and `retry_mode`
/// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>).
package struct RetrySettings: Sendable, Equatable {
  /// A setting's text and where it stands, as `AWS_MAX_ATTEMPTS` or `max_attempts of the profile 'ci'`.
  package struct Setting: Sendable, Equatable {
    package var text: String
    package var name: String

    package init(_ text: String, name: String) {
      self.text = text
      self.name = name
    }
  }

  /// How often a call is made in all; nil where nothing says so.
  package var maxAttempts: Setting?
  /// `legacy`, `standard` or `adaptive`; nil where nothing says so.
  package var mode: Setting?

  package init(maxAttempts: Setting? = nil, mode: Setting? = nil) {
    self.maxAttempts = maxAttempts
    self.mode = mode
  }

  /// The environment's; an empty text counts as absent, as in AWS's own tools.
  package init(environment: [String: String]) {
    func setting(_ name: String) -> Setting? {
      environment[name].flatMap { $0.isEmpty ? nil : Setting($0, name: name) }
    }
    self.init(maxAttempts: setting("AWS_MAX_ATTEMPTS"), mode: setting("AWS_RETRY_MODE"))
  }

  /// These, and from `other` what these leave open.
  package func filled(from other: RetrySettings) -> RetrySettings {
    RetrySettings(maxAttempts: maxAttempts ?? other.maxAttempts, mode: mode ?? other.mode)
  }
}

/// A setting that cannot be used, in one sentence.
package struct RetrySettingsError: Error, Sendable, Equatable, CustomStringConvertible {
  package let description: String
}

extension RetryPolicy {
  /// The policy that the settings ask for; with none of them, the defaults.
  ///
  /// A mode sets the attempts for faults of the service and of the network as AWS documents it. Throttled calls
  /// keep theirs: pacing shares the quota with others, in whatever mode. A number of attempts goes for every
  /// fault, and 1 means that nothing is tried again.
  package init(_ settings: RetrySettings) throws(RetrySettingsError) {
    self.init()
    if let mode = settings.mode {
      faultAttempts = try Self.faultAttempts(of: mode)
      unreachableAttempts = min(unreachableAttempts, faultAttempts)
    }
    if let setting = settings.maxAttempts {
      let attempts = try Self.attempts(setting)
      throttlingAttempts = attempts
      faultAttempts = attempts
      unreachableAttempts = attempts
    }
  }

  private static func faultAttempts(
    of mode: RetrySettings.Setting
  ) throws(RetrySettingsError)
    -> Int
  {
    switch mode.text.lowercased() {
    case "legacy": 5
    case "standard", "adaptive": 3
    default:
      throw RetrySettingsError(
        description: "\(mode.name): expected 'standard', 'adaptive' or 'legacy', got '\(mode.text)'"
      )
    }
  }

  private static func attempts(_ setting: RetrySettings.Setting) throws(RetrySettingsError) -> Int {
    guard let attempts = Int(setting.text), (1...100).contains(attempts) else {
      throw RetrySettingsError(
        description:
          "\(setting.name): expected a whole number from 1 to 100, got '\(setting.text)'; 1 means that nothing is tried again"
      )
    }
    return attempts
  }
}
