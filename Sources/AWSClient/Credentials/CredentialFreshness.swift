internal import Foundation

/// Decides when credentials are renewed, without a clock and without asking anybody.
struct CredentialFreshness: Sendable {
  /// Renewal begins this long before the end, or at half of a life that is shorter than twice that.
  static let margin: TimeInterval = 300
  /// How long to go on with credentials that work after a renewal failed.
  static let pause: TimeInterval = 30

  private var current: Credentials?
  // When the next renewal is due; nil for never.
  private var renewal: Date?

  /// The credentials to use without asking for newer ones; nil when it is time to ask.
  func usable(at now: Date) -> Credentials? {
    if let renewal, renewal <= now { return nil }
    return current
  }

  /// The service says that they do not work any more.
  mutating func reject() {
    current = nil
  }

  /// Takes the outcome of a renewal, and says what those who waited for it get.
  ///
  /// When it failed while the old credentials still work, they get those.
  mutating func take(
    _ result: Result<Credentials, CredentialError>,
    at now: Date
  ) -> Result<Credentials, CredentialError> {
    let result = result.flatMap { $0.works(at: now) ? .success($0) : .failure(.expired($0)) }
    switch result {
    case .success(let credentials):
      let left = credentials.expiration?.timeIntervalSince(now)
      current = credentials
      renewal = left.map { now.addingTimeInterval($0 - min(Self.margin, $0 / 2)) }
      return .success(credentials)
    case .failure(let error):
      guard let current, current.works(at: now) else { return .failure(error) }
      let pause = now.addingTimeInterval(Self.pause)
      renewal = min(current.expiration ?? pause, pause)
      return .success(current)
    }
  }
}

extension Credentials {
  fileprivate func works(at now: Date) -> Bool { expiration.map { $0 > now } ?? true }
}

extension CredentialError {
  fileprivate static func expired(_ credentials: Credentials) -> CredentialError {
    CredentialError(
      "the credentials from \(credentials.origin) have expired already; get new ones"
    )
  }
}
