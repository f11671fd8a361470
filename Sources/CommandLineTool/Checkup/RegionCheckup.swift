internal import AWSClient
internal import Diagnostics
internal import Foundation
internal import Resources
internal import SMSVoice

/// The checks of one region: reachable, readable, room in the quotas.
struct RegionCheckup: Sendable {
  /// What was found, and what else is learned from the answers.
  struct Report: Sendable {
    /// That it can be reached, then reads and quotas as far as these were tried.
    var findings: [Finding]
    /// How far this machine's clock is ahead of the server's, in seconds; nil when nobody told.
    var clockDifference: Double?
  }

  /// For example `eu-west-1`.
  let region: String
  /// Makes the requests; the one that looks whether the region answers is not signed.
  let setup: ClientSetup
  /// Operations that are tried for one row each.
  let reads: [SMSVoice.Operation]
  /// The wall clock, for the difference to the server's.
  let now: @Sendable () -> Date

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
      var request = HTTPRequest(method: "GET", url: url, timeout: .seconds(15))
      request.isAbortable = true
      let response = try await setup.transport.send(request)
      let milliseconds = Int((response.timing.roundTrip / .milliseconds(1)).rounded())
      let finding = Finding(
        .fine,
        region,
        "\(url.absoluteString) answers after \(milliseconds) ms"
      )
      let server = response.headers["date"].flatMap { ServerDate.date(from: $0) }
      return (finding, server.map { now().timeIntervalSince($0) })
    } catch let error as TransportError {
      return (Finding(.broken, region, DisplayText.escape(error.advisedMessage)), nil)
    } catch {
      return (Finding(.broken, region, DisplayText.escape("\(error)")), nil)
    }
  }

  /// Asks for one item of each list.
  private func checkReads() async -> Finding {
    let subject = "\(region) reads"
    let failures = await withTaskGroup(of: Failure?.self) { group in
      for operation in reads {
        group.addTask { await failure(of: operation) }
      }
      return await group.reduce(into: [Failure]()) { failures, failure in
        if let failure { failures.append(failure) }
      }.sorted { $0.operation < $1.operation }
    }
    guard !failures.isEmpty else {
      let names = reads.sorted().map(\.rawValue).joined(separator: ", ")
      return Finding(.fine, subject, "allowed: \(names)")
    }
    return Finding(.broken, subject, failures.lines.joined(separator: "\n"))
  }

  private func failure(of operation: SMSVoice.Operation) async -> Failure? {
    do {
      let body = Data(#"{"MaxResults":1}"#.utf8)
      let request = ServiceRequest(region: region, operation: operation, body: body)
      _ = try await setup.client.send(request)
      return nil
    } catch var error as ServiceError {
      let text = error.sentence
      error.requestID = nil
      return Failure(operation: operation, text: text, cause: error.sentence)
    } catch {
      return Failure(operation: operation, text: "\(error)", cause: "\(error)")
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
    } catch let error as ServiceError where error.kind == .accessDenied {
      // What 'smsctl iam-policy' prints does not have them, so it must not be recommended here.
      return Finding(
        .doubtful,
        subject,
        "not known: to see them allow sms-voice:DescribeAccountLimits and sms-voice:DescribeAccountAttributes, which plan and apply do without"
      )
    } catch let error as ServiceError {
      return Finding(.doubtful, subject, "not known: \(error.sentence)")
    } catch {
      return Finding(.doubtful, subject, "not known: \(error)")
    }
  }
}

/// A read that did not work.
private struct Failure: Sendable {
  let operation: SMSVoice.Operation
  /// One sentence.
  let text: String
  /// The same without what differs from call to call.
  let cause: String
}

extension [Failure] {
  /// A line for each cause, after the names of the reads that it stopped.
  fileprivate var lines: [String] {
    var lines: [(names: [String], failure: Failure)] = []
    for failure in self {
      if let index = lines.firstIndex(where: { $0.failure.cause == failure.cause }) {
        lines[index].names.append(failure.operation.rawValue)
      } else {
        lines.append(([failure.operation.rawValue], failure))
      }
    }
    return lines.map { "\($0.names.joined(separator: ", ")): \($0.failure.text)" }
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
