internal import AWSClient
internal import Diagnostics
internal import Resources
internal import SMSVoice

/// What a connection is for: where to, and for whose account.
protocol ConnectionSubject: Sendable {
  /// The regions it goes to.
  var regionNames: [String] { get }
  /// The accounts that it may go to; nil for any.
  var accountIDs: [String]? { get }
  /// The rates that an account has, `overrides` before all others.
  func quotas(in account: String, overrides: [Quotas.Override]) -> Quotas
  /// Why it may not go on with these credentials; nil when it may.
  func refusal(of identity: CallerIdentity) -> CommandFailure?
}

extension ManifestSource: ConnectionSubject {
  /// The account guard of manifests.
  func refusal(of identity: CallerIdentity) -> CommandFailure? {
    guard let accounts = accountIDs, !accounts.contains(identity.account) else { return nil }
    guard let account else {
      return CommandFailure(
        .refused,
        "error: the credentials belong to the account \(identity.account) (\(identity.arn)), "
          + "which is not among the 'accounts' of the manifest (\(accounts.joined(separator: ", "))); nothing was read or changed"
      )
    }
    return CommandFailure(
      .refused,
      "error: the credentials belong to the account \(identity.account) (\(identity.arn)), "
        + "but the manifest is for \(account.value) (\(account.range.shownStart)); nothing was read or changed"
    )
  }
}

/// Regions of an account that have no manifest yet.
struct BareRegions: ConnectionSubject {
  let regionNames: [String]
  /// What `--account` says; nil for any.
  let account: String?

  var accountIDs: [String]? { account.map { [$0] } }

  func quotas(in account: String, overrides: [Quotas.Override]) -> Quotas {
    Quotas(overrides: overrides)
  }

  func refusal(of identity: CallerIdentity) -> CommandFailure? {
    guard let account, account != identity.account else { return nil }
    return CommandFailure(
      .refused,
      "error: the credentials belong to the account \(identity.account) (\(identity.arn)), "
        + "not to \(account) as --account says; nothing was read"
    )
  }
}
