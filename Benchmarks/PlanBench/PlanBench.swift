internal import Diagnostics
internal import Foundation
internal import Planning
internal import Resources
internal import SMSVoice
internal import YAMLSyntax

/// Plans many sender-ID countries, those that the account has and those that it has not, and prints what each
/// stage took, as JSON.
///
///     PlanBench COUNT
///
/// For `Scripts/bench.py`. There is no network in it: the account is in memory.
@main
enum PlanBench {
  static func main() async throws {
    guard CommandLine.arguments.count == 2, let count = Int(CommandLine.arguments[1]) else {
      throw BenchError("usage: PlanBench COUNT")
    }
    let options = PlanOptions(now: Date())
    let account = Account(count: count)
    var figures: [String: Double] = ["count": Double(account.pages.joined().count)]

    var watch = Stopwatch()
    let source = try ManifestSource(
      merging: YAMLParser.parse(SourceFile(name: "smsctl.yaml", text: account.manifest))
    )
    let manifest = try Manifest(source, account: "123456789012")
    figures["manifest"] = watch.lap()
    for (name, service) in [("equal", account), ("new", account.emptied)] {
      watch.reset()
      let observations = try await observe(manifest, options, service)
      figures["\(name) read"] = watch.lap()
      let plan = try Plan(observations, options: options, quotas: Quotas())
      figures["\(name) planned"] = watch.lap()
      figures["\(name) steps"] = Double(plan.graph.steps.count)
      guard plan.isEmpty == (name == "equal") else { throw BenchError("the plan is wrong") }
    }
    figures["megabytes"] = try peakMegabytes()
    let data = try JSONSerialization.data(withJSONObject: figures, options: .sortedKeys)
    print(String(decoding: data, as: UTF8.self))
  }

  private static func observe(
    _ manifest: Manifest,
    _ options: PlanOptions,
    _ service: Account
  ) async throws -> [RegionObservation] {
    var observations: [RegionObservation] = []
    for region in manifest.regions {
      observations.append(
        try await RegionObservation.observe(region, options: options, through: service)
      )
    }
    return observations
  }

  private static func peakMegabytes() throws -> Double {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    guard let match = status.firstMatch(of: #/VmHWM:\s+(\d+)/#), let kilobytes = Double(match.1)
    else { throw BenchError("/proc/self/status has no VmHWM") }
    return kilobytes / 1024
  }
}

/// Seconds since it was last asked.
private struct Stopwatch {
  private var start = ContinuousClock.now

  mutating func reset() { start = .now }

  mutating func lap() -> Double {
    defer { reset() }
    return start.duration(to: .now) / .seconds(1)
  }
}

/// An account with sender IDs in every country that asks for no registration, and the manifest that wants them.
private struct Account: SMSVoiceService {
  /// The rows of each page of `DescribeSenderIds`.
  private(set) var pages: [[String]]
  let manifest: String

  init(count: Int) {
    let countries = CountryTable.bundled.withoutRegistration.map(\.iso)
    let names = (0..<max(1, count / countries.count)).map { "BRAND\($0)" }
    manifest =
      "version: 1\nproject: bench\nregions: { us-east-1: {} }\nsenderIds:\n"
      + names.map { "  \($0): { countries: [\(countries.joined(separator: ", "))] }\n" }.joined()
    let rows = names.flatMap { name in
      countries.map { country in
        """
        {"SenderIdArn":"arn:aws:sms-voice:us-east-1:123456789012:sender-id/\(name)/\(country)",\
        "SenderId":"\(name)","IsoCountryCode":"\(country)","MessageTypes":["TRANSACTIONAL"],\
        "MonthlyLeasingPrice":"0.00","DeletionProtectionEnabled":false,"Registered":false}
        """
      }
    }
    pages = stride(from: 0, to: rows.count, by: 100).map {
      Array(rows[$0..<min($0 + 100, rows.count)])
    }
  }

  /// The same manifest, and nothing in the account.
  var emptied: Account {
    var account = self
    account.pages = [[]]
    return account
  }

  func send(_ request: ServiceRequest) async throws -> ServiceResponse {
    guard request.operation == "DescribeSenderIds" else {
      throw BenchError("\(request.operation) is not expected")
    }
    let input = try JSONSerialization.jsonObject(with: request.body) as? [String: Any]
    let page = Int(input?["NextToken"] as? String ?? "") ?? 0
    let token = page + 1 < pages.count ? #","NextToken":"\#(page + 1)""# : ""
    let body = #"{"SenderIds":[\#(pages[page].joined(separator: ","))]\#(token)}"#
    return ServiceResponse(body: Data(body.utf8))
  }
}

private struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
