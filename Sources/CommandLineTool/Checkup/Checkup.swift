internal import AWSClient
internal import Diagnostics
internal import Foundation
internal import SMSVoice

/// The checks of `smsctl doctor`, from what is nearest to what is farthest.
struct Checkup: Sendable {
  /// Makes the requests; its client and its transport are both used.
  let setup: ClientSetup
  /// In the order to tell of them; empty for none.
  let regions: [String]
  /// The accounts that the manifest is for; nil for any.
  let accounts: [String]?
  /// What `plan` reads in each region.
  let reads: [SMSVoice.Operation]
  /// The wall clock, for expirations and the difference to the server's.
  let now: @Sendable () -> Date

  /// Runs all checks, telling each as soon as those before it are told.
  ///
  /// Throws `CancellationError`: what was being checked when the task was cancelled is not told.
  func run(_ tell: (Finding) -> Void) async throws {
    let credentials = await checkCredentials()
    try Task.checkCancellation()
    tell(credentials)
    let isUsable = credentials.verdict != .broken
    let account = isUsable ? await checkAccount() : skippedWithoutCredentials("account")
    try Task.checkCancellation()
    tell(account)
    let isAccepted = isUsable && account.verdict != .broken
    let reports = await regionReports(isAccepted: isAccepted)
    try Task.checkCancellation()
    tell(clockFinding(reports))
    for report in reports {
      for finding in report.findings { tell(finding) }
    }
  }

  private func checkCredentials() async -> Finding {
    do {
      let credentials = try await setup.credentials.credentials()
      let key = DisplayText.escape(credentials.accessKeyID)
      let text = "\(DisplayText.escape(credentials.origin)), access key \(key)"
      guard let end = credentials.expiration else {
        return Finding(.fine, "credentials", text)
      }
      let left = Duration.seconds(end.timeIntervalSince(now()))
      return Finding(.fine, "credentials", "\(text), good for \(left.shown)")
    } catch {
      return Finding(.broken, "credentials", DisplayText.escapeLines("\(error)"))
    }
  }

  private func checkAccount() async -> Finding {
    guard let region = regions.first else {
      return Finding(.skipped, "account", "there is no region to ask in")
    }
    do {
      let identity = try await setup.client.callerIdentity(region: region)
      let text = "\(identity.account), \(DisplayText.escape(identity.arn))"
      guard let accounts, !accounts.contains(identity.account) else {
        return Finding(.fine, "account", text)
      }
      return Finding(
        .broken,
        "account",
        "\(text); but the manifest is for \(accounts.joined(separator: ", "))"
      )
    } catch {
      return Finding(.broken, "account", error.sentence)
    }
  }

  /// All regions at the same time, in the manifest's order.
  private func regionReports(isAccepted: Bool) async -> [RegionCheckup.Report] {
    await withTaskGroup(of: (Int, RegionCheckup.Report).self) { group in
      for (index, region) in regions.enumerated() {
        let checkup = RegionCheckup(region: region, setup: setup, reads: reads, now: now)
        group.addTask { (index, await checkup.run(hasCredentials: isAccepted)) }
      }
      return await group.reduce(into: [(Int, RegionCheckup.Report)]()) { $0.append($1) }
        .sorted { $0.0 < $1.0 }
        .map(\.1)
    }
  }

  /// Signatures hold for five minutes, so the clock should not be farther off than that.
  /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html>
  private func clockFinding(_ reports: [RegionCheckup.Report]) -> Finding {
    guard let difference = reports.lazy.compactMap(\.clockDifference).first else {
      return Finding(.skipped, "clock", "no server told the time")
    }
    let distance = Duration.seconds(abs(difference))
    let direction = difference > 0 ? "ahead of" : "behind"
    switch distance {
    case ..<Duration.seconds(5): return Finding(.fine, "clock", "right to within 5 seconds")
    case ..<Duration.seconds(240):
      return Finding(.doubtful, "clock", "\(distance.shown) \(direction) the server's")
    default:
      // The client corrects for it, so nothing fails yet.
      return Finding(
        .doubtful,
        "clock",
        "\(distance.shown) \(direction) the server's; AWS takes five minutes at most: set it, for example with NTP"
      )
    }
  }
}

/// What there is to say when the credentials are no use.
func skippedWithoutCredentials(_ subject: String) -> Finding {
  Finding(.skipped, subject, "needs credentials that are accepted")
}
