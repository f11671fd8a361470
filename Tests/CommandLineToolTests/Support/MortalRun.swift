import Diagnostics
import Foundation
import Planning
import Resources
import SMSVoice
import Simulator
import TestSupport
import Testing
import YAMLSyntax

/// What is to be done to an account, by runs that may die.
struct MortalCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String
  let seed: String?
  var assumptions = SimulatorAssumptions()
  /// `--prune`, and the options that give consent.
  var arguments: [String] = []

  init(_ description: String, _ setup: Fixture.Setup, arguments: [String] = []) {
    testDescription = description
    text = setup.files["smsctl.yaml"] ?? ""
    seed = setup.seed
    assumptions = setup.assumptions
    self.arguments = arguments
  }

  /// An account as it is before the first run.
  func account(lag: Double, callTime: Double = 0) throws -> LaggingAccount {
    try withTemporaryFolder { folder in
      var configuration = SimulatorConfiguration(rateScale: 1e12, assumptions: assumptions)
      if let seed {
        let path = folder.appending(path: "seed.json").path
        try seed.write(toFile: path, atomically: false, encoding: .utf8)
        configuration.seedFile = path
      }
      return try LaggingAccount(configuration, lag: lag, callTime: callTime)
    }
  }

  private func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  private var options: PlanOptions {
    var options = PlanOptions(now: Date())
    options.prune = arguments.contains("--prune")
    for (option, address) in zip(arguments, arguments.dropFirst()) {
      switch option {
      case "--allow-replace": options.allowReplace.insert(address)
      case "--allow-delete": options.allowDelete.insert(address)
      case "--allow-consent-change": options.allowConsentChange.insert(address)
      case "--disable-deletion-protection": options.disableDeletionProtection.insert(address)
      default: break
      }
    }
    return options
  }

  /// What its text says.
  func manifest() throws -> Manifest {
    try Manifest(
      ManifestSource(
        merging: try YAMLParser.parse(SourceFile(name: "smsctl.yaml", text: text))
      ),
      account: SimulatorConfiguration.defaultAccount,
      variables: [:],
      countries: .bundled,
      now: Date()
    )
  }

  /// The plan that comes of what the account shows.
  func plan(_ manifest: Manifest, _ account: LaggingAccount) async throws -> Plan {
    var observations: [RegionObservation] = []
    for region in manifest.regions {
      observations.append(
        try await RegionObservation.observe(region, options: options, through: account) {
          account.sleep($0)
        }
      )
    }
    return try Plan(observations, options: options, quotas: Quotas())
  }
}

/// One run: it plans, and does one step after the other, in an order that chance picks.
struct MortalRun {
  let subject: MortalCase
  let manifest: Manifest
  let account: LaggingAccount
  var random = SeededRandom(seed: 1)

  /// Runs to the end, or to death.
  ///
  /// Returns what failed, with why.
  mutating func live(until death: LaggingAccount.Death? = nil) async throws -> [String] {
    account.newCaller(dyingAt: death)
    let plan = try await subject.plan(manifest, account)
    let start = account.elapsed
    let created = CreatedResources()
    var failures: [String] = []
    let graph = plan.graph
    var open = Dictionary(
      uniqueKeysWithValues: graph.ids.map { ($0, Set(graph.prerequisites(of: $0))) }
    )
    while let id = open.filter({ $0.value.isEmpty }).keys.sorted().randomElement(using: &random) {
      open[id] = nil
      guard let step = graph.steps[id] else { continue }
      do {
        try await step.perform(context(step, created, since: start))
        for next in graph.dependents(of: id) { open[next]?.remove(id) }
      } catch is LaggingAccount.IsDead {
        return failures
      } catch {
        failures.append("\(id): \(error)")
      }
    }
    return failures
  }

  private func context(
    _ step: Step,
    _ created: CreatedResources,
    since start: Duration
  ) -> StepContext {
    StepContext(
      service: account,
      address: step.address,
      priority: 0,
      created: created,
      randomToken: { UUID().uuidString },
      derivedToken: { "derived-\($0.hashValue)" },
      sleep: { [account] in account.sleep($0) },
      elapsed: { [account] in account.elapsed - start }
    )
  }
}
