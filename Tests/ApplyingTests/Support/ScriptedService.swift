import Diagnostics
import Foundation
import Planning
import Resources
import SMSVoice
import Synchronization
import YAMLSyntax

/// The API as a script: reads find nothing, writes end as the script says, all calls are kept.
final class ScriptedService: SMSVoiceService {
  typealias Script = @Sendable (ServiceRequest) async throws -> Void

  private let script: Script
  private let kept = Mutex<[ServiceRequest]>([])

  init(_ script: @escaping Script = { _ in }) {
    self.script = script
  }

  /// The calls that left, in order.
  var calls: [ServiceRequest] { kept.withLock { $0 } }

  /// Whom the calls were for, with their operations.
  var texts: [String] { calls.map { "\($0.subject ?? "") \($0.operation)" } }

  func send(_ request: ServiceRequest) async throws -> ServiceResponse {
    try Task.checkCancellation()
    kept.withLock { $0.append(request) }
    try await script(request)
    let body =
      request.operation == "RequestSenderId"
      ? #"{"SenderIdArn":"arn","MonthlyLeasingPrice":"1.25"}"# : "{}"
    return ServiceResponse(body: Data(body.utf8))
  }
}

extension ServiceError {
  static let refused = ServiceError(kind: .conflict, code: "ConflictException", message: "no")
}

extension Plan {
  /// So high that nothing waits for a slot.
  static let quotas = Quotas(overrides: [.init(pattern: "*", rate: 1e6)])

  /// The plan of a manifest, without its head, in an empty account.
  static func make(_ yaml: String) async throws -> Plan {
    let text = "version: 1\nproject: checkout\nregions: { us-east-1: }\n\(yaml)"
    let source = try ManifestSource(
      merging: YAMLParser.parse(SourceFile(name: "smsctl.yaml", text: text))
    )
    let options = PlanOptions(now: Date(timeIntervalSince1970: 0))
    var observations: [RegionObservation] = []
    for region in try Manifest(source, account: "123456789012").regions {
      observations.append(
        try await RegionObservation.observe(region, options: options, through: ScriptedService())
      )
    }
    return try Plan(observations, options: options, quotas: quotas)
  }
}
