import Diagnostics
import Foundation
import Planning
import Resources
import SMSVoice
import YAMLSyntax

/// The API with one answer for each operation; the others answer with an empty object.
struct CannedService: SMSVoiceService {
  var answers: [SMSVoice.Operation: String] = [:]

  func send(_ request: ServiceRequest) async throws -> ServiceResponse {
    ServiceResponse(body: Data((answers[request.operation] ?? "{}").utf8))
  }
}

extension Plan {
  /// The plan of a manifest, without its head, against canned answers.
  static func make(
    _ yaml: String,
    regions: String = "{ us-east-1: }",
    _ answers: [SMSVoice.Operation: String] = [:],
    quotas: Quotas = Quotas()
  ) async throws -> Plan {
    try await observed(yaml, regions: regions, answers, quotas: quotas).plan
  }

  /// What a plan wants of quotas.
  static func headrooms(
    _ yaml: String,
    regions: String = "{ us-east-1: }",
    _ answers: [SMSVoice.Operation: String] = [:]
  ) async throws -> [QuotaHeadroom] {
    let (plan, observations) = try await observed(yaml, regions: regions, answers)
    return QuotaHeadroom.all(of: plan, observations)
  }

  private static func observed(
    _ yaml: String,
    regions: String,
    _ answers: [SMSVoice.Operation: String],
    quotas: Quotas = Quotas()
  ) async throws -> (plan: Plan, observations: [RegionObservation]) {
    let text = "version: 1\nproject: checkout\nregions: \(regions)\n\(yaml)"
    let source = try ManifestSource(
      merging: YAMLParser.parse(SourceFile(name: "smsctl.yaml", text: text))
    )
    let manifest = try Manifest(source, account: "123456789012")
    let options = PlanOptions(now: Date(timeIntervalSince1970: 1_796_083_200))
    let service = CannedService(answers: answers)
    var observations: [RegionObservation] = []
    for region in manifest.regions {
      observations.append(
        try await RegionObservation.observe(region, options: options, through: service)
      )
    }
    return (try Plan(observations, options: options, quotas: quotas), observations)
  }
}
