import AWSClient
import Foundation

/// Hands out credentials when the test says so.
actor CredentialIssuer {
  typealias Outcome = Result<Credentials, CredentialError>

  /// How often it was asked.
  private(set) var count = 0
  private var waiting: [CheckedContinuation<Outcome, Never>] = []
  private var arrivals: [CheckedContinuation<Void, Never>] = []

  /// What a cache calls.
  func fetch() async throws(CredentialError) -> Credentials {
    count += 1
    let outcome = await withCheckedContinuation { continuation in
      waiting.append(continuation)
      for arrival in arrivals { arrival.resume() }
      arrivals = []
    }
    return try outcome.get()
  }

  /// Returns once somebody waits for credentials.
  func arrival() async {
    guard waiting.isEmpty else { return }
    await withCheckedContinuation { arrivals.append($0) }
  }

  /// Waits until it is asked, and answers.
  func answer(_ outcome: Outcome) async {
    await arrival()
    waiting.removeFirst().resume(returning: outcome)
  }

  /// Credentials whose key has a number, valid for some seconds from the test's start; nil for ever.
  static func credentials(_ number: Int, until seconds: TimeInterval? = nil) -> Credentials {
    Credentials(
      accessKeyID: "ASIA\(number)",
      secretAccessKey: Secret("hush"),
      sessionToken: Secret("hush"),
      expiration: seconds.map { TestMoment.start.addingTimeInterval($0) },
      origin: "the issuer"
    )
  }
}
