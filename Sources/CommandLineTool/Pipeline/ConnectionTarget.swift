internal import AWSClient
internal import Diagnostics
internal import Resources
internal import SMSVoice

/// What is wanted of a connection: where, and to whose account.
struct ConnectionTarget: Sendable {
  /// Whose STS is asked when neither the environment nor the profile names a region.
  let region: String
  /// The accounts that may be touched; nil for any.
  let accounts: [String]?
  /// The request rates to keep to, which may depend on the account.
  let quotas: @Sendable (_ account: String) -> Quotas
  /// Says what the credentials should have been for, to follow "but"; ends in a place, where there is one.
  private let expectation: String

  /// One of the accounts of a manifest; nil when it names no region.
  init?(_ source: ManifestSource, _ options: ServiceOptions) {
    guard let region = source.regionNames.first else { return nil }
    self.region = region
    accounts = source.accountIDs
    quotas = { options.quotas(of: source, in: $0) }
    expectation =
      if let account = source.account {
        "but the manifest is for \(account.value) (\(account.range.shownStart))"
      } else {
        "which is not among the 'accounts' of the manifest "
          + "(\((source.accountIDs ?? []).joined(separator: ", ")))"
      }
  }

  /// The account of `--account`, or whatever the credentials are for.
  init(region: String, account: String?, _ options: ServiceOptions) {
    self.region = region
    accounts = account.map { [$0] }
    let quotas = options.quotas
    self.quotas = { _ in quotas }
    expectation = "but --account says \(account ?? "")"
  }

  /// Throws `CommandFailure` when the account is none of those that may be touched.
  func check(_ identity: CallerIdentity) throws(CommandFailure) {
    guard let accounts, !accounts.contains(identity.account) else { return }
    throw CommandFailure(
      .refused,
      "error: the credentials belong to the account \(identity.account) (\(identity.arn)), "
        + "\(expectation); nothing was read or changed"
    )
  }
}
