internal import AWSClient
internal import Diagnostics
internal import Foundation
internal import Planning
internal import Resources
internal import SMSVoice
internal import Simulator

/// A service to talk to, and whose account it is.
struct Connection: Sendable {
  /// Keeps to `quotas`.
  let client: ServiceClient
  /// Twelve digits, as STS told them.
  let account: String
  /// The documented rates with what the manifest and the command line say.
  let quotas: Quotas
  /// Who hears of the calls that `client` makes.
  let calls: CallListeners
  private let simulator: Simulator?

  /// Connects, learns the account from STS, and enforces the account guard before anything is read.
  static func open(
    _ options: ServiceOptions,
    source: ManifestSource,
    log: CallLog,
    trace: HTTPTrace,
    in host: Host
  ) async throws -> Connection {
    guard let target = ConnectionTarget(source, options) else {
      throw CommandFailure(.failed, "error: the manifest has no region")
    }
    return try await open(options, to: target, log: log, trace: trace, in: host)
  }

  /// The same for whatever `target` says.
  static func open(
    _ options: ServiceOptions,
    to target: ConnectionTarget,
    log: CallLog,
    trace: HTTPTrace,
    in host: Host
  ) async throws -> Connection {
    var surroundings = host.surroundings
    var profile = options.profile
    var endpoint = options.endpointURL
    var simulator: Simulator?
    if let state = options.simulate {
      let started = try await startSimulator(
        state: state,
        target,
        options,
        in: host
      )
      simulator = started.simulator
      endpoint = "http://127.0.0.1:\(started.port)"
      surroundings = ClientSurroundings(variables: started.environment)
      profile = nil
    }
    do {
      let setup = try ClientSetup(
        options,
        endpoint: endpoint,
        settings: try ClientSettings(surroundings, profile: profile),
        region: target.region,
        log: log,
        trace: trace
      )
      let identity = try await setup.client.callerIdentity(region: target.region)
      log.note(identity, isSimulated: simulator != nil)
      try target.check(identity)
      let quotas = target.quotas(identity.account)
      return Connection(
        client: setup.client(quotas: quotas),
        account: identity.account,
        quotas: quotas,
        calls: setup.calls,
        simulator: simulator
      )
    } catch {
      await simulator?.stop()
      throw error
    }
  }

  /// Closes after the work, however that ends.
  func closing<Result>(_ work: () async throws -> Result) async throws -> Result {
    do {
      let result = try await work()
      await close()
      return result
    } catch {
      await close()
      throw error
    }
  }

  /// Ends what was started for the connection.
  func close() async {
    await simulator?.stop()
  }

  /// The simulated account is the first that may be touched, has the quotas that the target tells of, and
  /// keys of its own.
  private static func startSimulator(
    state: String,
    _ target: ConnectionTarget,
    _ options: ServiceOptions,
    in host: Host
  ) async throws -> (simulator: Simulator, port: UInt16, environment: [String: String]) {
    let folder = URL(filePath: host.absolute(state)).deletingLastPathComponent().path
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw CommandFailure(.failed, "error: the simulated account cannot be kept in '\(state)'")
    }
    var configuration = SimulatorConfiguration()
    if let account = target.accounts?.first { configuration.account = account }
    configuration.quotas = target.quotas(configuration.account)
    configuration.stateFile = host.absolute(state)
    configuration.seedFile = options.seed.map(host.absolute)
    let simulator = try Simulator(configuration, log: { _ in })
    let port = try await simulator.start(port: 0)
    let environment = [
      "AWS_ACCESS_KEY_ID": configuration.accessKeyID,
      "AWS_SECRET_ACCESS_KEY": configuration.secretAccessKey,
    ]
    return (simulator, port, environment)
  }
}

extension Connection {
  /// Reads all that a manifest needs, all regions at once.
  ///
  /// Throws one failure that names every region that could not be read.
  func observe(_ manifest: Manifest, options: PlanOptions) async throws -> [RegionObservation] {
    let regions = manifest.regions.map(\.scope.region)
    return try await RegionReadings(regions) { [client] index in
      let region = manifest.regions[index]
      return try await RegionObservation.observe(region, options: options, through: client)
    }.values(advice: "to work on the other regions alone, name them with --region")
  }

  /// Reads the account and decides what to do.
  func plan(_ manifest: Manifest, options: PlanOptions) async throws -> Plan {
    try Plan(
      try await observe(manifest, options: options),
      options: options,
      quotas: quotas
    )
  }
}
