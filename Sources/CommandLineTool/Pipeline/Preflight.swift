internal import Diagnostics
internal import Planning
internal import Resources
internal import SMSVoice

/// Another look at the account once it is known what a plan does, before anything is written.
struct Preflight: Sendable {
  /// As it was made from `observations` alone.
  let plan: Plan
  /// One for each region of the plan.
  let observations: [RegionObservation]
  /// For the limits of the account, and what kinds want to look up.
  let service: any SMSVoiceService

  /// The plan with what was found.
  ///
  /// Reads nothing that the plan gives no reason for. A read that fails is told as a warning. Throws
  /// `CancellationError`.
  func run() async throws -> Plan {
    async let doubts = doubts()
    async let quotas = quotaFindings()
    var plan = plan
    let (warnings, shortfalls) = try await quotas
    plan.note(warnings: try await doubts + warnings, shortfalls: shortfalls)
    return plan
  }

  private func doubts() async throws -> [Diagnostic] {
    var doubts: [Diagnostic] = []
    for kind in ResourceKinds.all {
      doubts += try await kind.doubts(
        about: plan.changes,
        in: observations,
        through: service,
        explaining: { $0.sentence }
      )
    }
    return doubts
  }

  private func quotaFindings() async throws -> (warnings: [Diagnostic], shortfalls: [String]) {
    let headrooms = QuotaHeadroom.all(of: plan, observations)
    let asked = Set(headrooms.filter(\.isTold).map(\.region))
    let limits = try await limits(in: asked)
    var warnings: [Diagnostic] = []
    var shortfalls: [String] = []
    for region in asked.sorted() {
      guard case .failure(let error) = limits[region] else { continue }
      let text = "\(region): whether the quotas leave room is not known: \(error.sentence)"
      warnings.append(.warning(Diagnostic.Message(text), at: nil))
    }
    for headroom in headrooms {
      switch headroom.verdict((try? limits[headroom.region]?.get()) ?? [:]) {
      case .fits: break
      case .doubtful(let text): warnings.append(.warning(Diagnostic.Message(text), at: nil))
      case .impossible(let text): shortfalls.append(text)
      }
    }
    return (warnings, shortfalls)
  }

  private typealias Limits = Result<[String: QuotaHeadroom.Room], ServiceError>

  /// What the service says of each region, by the names of the limits.
  private func limits(in regions: Set<String>) async throws -> [String: Limits] {
    try await withThrowingTaskGroup(of: (String, Limits).self) { group in
      for region in regions {
        group.addTask {
          do {
            let reader = RegionReader(service: service, region: region)
            let limits = try await reader.all(DescribeAccountLimits()).map {
              ($0.name, QuotaHeadroom.Room(used: $0.used, limit: $0.max))
            }
            return (region, .success(Dictionary(limits) { $1 }))
          } catch let error as ServiceError {
            return (region, .failure(error))
          }
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }
}

extension QuotaHeadroom {
  /// Whether the service tells how much room there is.
  fileprivate var isTold: Bool {
    switch source {
    case .account: true
    case .manifest: false
    }
  }
}

extension Connection {
  /// Reads the account, decides what to do, and looks once more at what that needs.
  func checkedPlan(_ manifest: Manifest, options: PlanOptions) async throws -> Plan {
    let observations = try await observe(manifest, options: options)
    let plan = try Plan(observations, options: options, quotas: quotas)
    return try await Preflight(plan: plan, observations: observations, service: client).run()
  }
}
