/// One of the ways in which AWS hands out credentials.
///
/// A provider keeps nothing: it asks anew each time. `CredentialCache` remembers.
protocol CredentialProvider: Sendable {
  /// What it looks at, for messages, for example `environment variables`.
  var name: String { get }

  /// Looks.
  ///
  /// A way that somebody set up and that does not work throws, so that no other credentials are used
  /// by surprise.
  func provide() async throws(CredentialError) -> CredentialOffer
}

/// What a provider found.
enum CredentialOffer: Sendable, Equatable {
  /// What to sign with; they may have expired.
  case credentials(Credentials)
  /// Nobody set this way up; the clause says what is not there, for example
  /// `AWS_ACCESS_KEY_ID is not set`.
  case none(String)
}
