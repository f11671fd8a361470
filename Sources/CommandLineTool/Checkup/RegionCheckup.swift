internal import AWSClient
internal import Diagnostics
internal import Foundation
internal import Resources
internal import SMSVoice

/// The checks of one region: reachable, readable, room in the quotas.
struct RegionCheckup: Sendable {
  /// What was found, and what else is learned from the answers.
  struct Report: Sendable {
    var findings: [Finding]
    /// How far this machine's clock is ahead of the server's, in seconds; nil when nobody told.
    var clockDifference: Double?
  }

  let region: String
  let setup: ClientSetup
  let reads: [SMSVoice.Operation]

  /// Without credentials only whether the region can be reached.
  func run(hasCredentials: Bool) async -> Report {
    let (reached, difference) = await reach()
    guard reached.verdict != .broken else {
      return Report(findings: [reached], clockDifference: difference)
    }
    guard hasCredentials else {
      return Report(
        findings: [reached, skippedWithoutCredentials("\(region) reads")],
        clockDifference: difference
      )
    }
    async let reading = checkReads()
    async let quotas = checkQuotas()
    return Report(findings: [reached, await reading, await quotas], clockDifference: difference)
  }

  /// Any answer will do, so the request is not even signed.
  private func reach() async -> (Finding, clockDifference: Double?) {
    do {
      let url = try setup.endpoints.service(region: region)
      let request = HTTPRequest(method: "GET", url: url, timeout: .seconds(15))
      let response = try await setup.transport.send(request)
      let milliseconds = Int((response.timing.roundTrip / .milliseconds(1)).rounded())
      let finding = Finding(
        .fine,
        region,
        "\(url.absoluteString) answers after \(milliseconds) ms"
      )
      let server = response.headers["date"].flatMap { ServerDate.date(from: $0) }
      return (finding, server.map { Date().timeIntervalSince($0) })
    } catch {
      return (Finding(.broken, region, DisplayText.escape("\(error)")), nil)
    }
  }

  /// Asks for one item of each list.
  private func checkReads() async -> Finding {
    let subject = "\(region) reads"
    let failures = await withTaskGroup(of: (SMSVoice.Operation, String)?.self) { group in
      for operation in reads {
        group.addTask { await failure(of: operation) }
      }
      return await group.reduce(into: [(SMSVoice.Operation, String)]()) { failures, failure in
        if let failure { failures.append(failure) }
      }.sorted { $0.0 < $1.0 }
    }
    guard !failures.isEmpty else {
      let names = reads.sorted().map(\.rawValue).joined(separator: ", ")
      return Finding(.fine, subject, "allowed: \(names)")
    }
    let lines = failures.map { "\($0.0.rawValue): \($0.1)" }
    return Finding(.broken, subject, lines.joined(separator: "\n"))
  }

  private func failure(of operation: SMSVoice.Operation) async -> (SMSVoice.Operation, String)? {
    do {
      let body = Data(#"{"MaxResults":1}"#.utf8)
      let request = ServiceRequest(region: region, operation: operation, body: body)
      _ = try await setup.client.send(request)
      return nil
    } catch let error as ServiceError {
      return (operation, error.sentence)
    } catch {
      return (operation, "\(error)")
    }
  }

  /// `plan` does without these two, so a refusal is no failure.
  private func checkQuotas() async -> Finding {
    let subject = "\(region) quotas"
    let reader = RegionReader(service: setup.client, region: region)
    do {
      async let limits = reader.all(DescribeAccountLimits())
      async let attributes = reader.all(DescribeAccountAttributes())
      return Finding(quotas: try await limits, try await attributes, subject: subject)
    } catch let error as ServiceError {
      return Finding(.doubtful, subject, "not known: \(error.sentence)")
    } catch {
      return Finding(.doubtful, subject, "not known: \(error)")
    }
  }
}

extension Finding {
  /// Which quotas are used, the sandbox, and which quotas are nearly used up.
  fileprivate init(quotas: [AccountLimit], _ attributes: [AccountAttribute], subject: String) {
    let used = quotas.filter { $0.used > 0 }.map(\.text)
    let tight = quotas.filter { $0.isTight }.map(\.text)
    let isSandbox = attributes.contains { $0.name == "ACCOUNT_TIER" && $0.value == "SANDBOX" }
    var texts = [used.isEmpty ? "nothing used" : used.joined(separator: ", ")]
    if !tight.isEmpty { texts.append("nearly used up: \(tight.joined(separator: ", "))") }
    if isSandbox {
      texts.append("the account is in the sandbox: it sends to verified numbers only")
    }
    self.init(
      tight.isEmpty && !isSandbox ? .fine : .doubtful,
      subject,
      texts.joined(separator: "; ")
    )
  }
}

extension AccountLimit {
  // The opt-out list 'Default' is always there, so small counts alone mean nothing.
  fileprivate var isTight: Bool { max > 0 && Double(used) >= 0.9 * Double(max) }

  /// For example `sender IDs 140 of 200`.
  fileprivate var text: String {
    "\(DisplayText.escape(name.lowercased().replacing("_", with: " "))) \(used) of \(max)"
  }
}
