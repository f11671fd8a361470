package import SMSVoice

/// What was read of one region, by section.
package struct RegionObservation: Sendable {
  /// What is wanted there; where a part is planned, the part.
  package let manifest: RegionManifest
  /// The `Kind.Observed` of each kind that the manifest has there.
  package let observed: [String: any Sendable]

  /// What was read for a kind; nil when the manifest has none of it there.
  package func observed<Kind: ResourceKind>(_ kind: Kind.Type) -> Kind.Observed? {
    observed[kind.section] as? Kind.Observed
  }

  /// Reads all that a region's manifest needs, kinds and lists at once, with `--prune` every kind.
  ///
  /// What goes away while it is read, or went a moment before, can be in a list and not be found itself:
  /// then all is read again, until the reads agree or they have had the time that they may lag.
  package static func observe(
    _ manifest: RegionManifest,
    options: PlanOptions,
    through service: any SMSVoiceService,
    sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) async throws -> RegionObservation {
    var slept = Duration.zero
    for pause in [0, 1, 2, 4, 8].map({ Duration.seconds($0) }) {
      do {
        return try await read(manifest, options: options, through: service)
      } catch let error as ServiceError where error.kind == .notFound {
        slept += pause
        guard slept <= options.readLag else { throw error }
        if pause > .zero { try await sleep(pause) }
      }
    }
    return try await read(manifest, options: options, through: service)
  }

  private static func read(
    _ manifest: RegionManifest,
    options: PlanOptions,
    through service: any SMSVoiceService
  ) async throws -> RegionObservation {
    let reader = RegionReader(service: service, region: manifest.scope.region, options: options)
    let kinds = ResourceKinds.all.filter { options.prune || !isEmpty($0, in: manifest) }
    let result = await withTaskGroup(of: Reading.self) { group in
      for kind in kinds {
        group.addTask {
          do {
            return (kind.section, .success(try await observe(kind, in: manifest, with: reader)))
          } catch {
            return (kind.section, .failure(error))
          }
        }
      }
      return await gathered(&group)
    }
    return RegionObservation(manifest: manifest, observed: try result.get())
  }

  private typealias Reading = (section: String, result: Result<any Sendable, any Error>)

  /// What all kinds read, or why the first that failed did.
  ///
  /// A failure cancels lists that other kinds wait for, too, and those may be heard of before it.
  private static func gathered(
    _ group: inout TaskGroup<Reading>
  ) async -> Result<[String: any Sendable], any Error> {
    var observed: [String: any Sendable] = [:]
    var failure: (any Error)?
    for await (section, result) in group {
      switch result {
      case .success(let value): observed[section] = value
      case .failure(let error):
        if failure == nil || failure is CancellationError { failure = error }
        group.cancelAll()
      }
    }
    return failure.map { .failure($0) } ?? .success(observed)
  }

  private static func isEmpty<Kind: ResourceKind>(
    _ kind: Kind.Type,
    in manifest: RegionManifest
  ) -> Bool {
    manifest.desired(kind).isEmpty
  }

  private static func observe<Kind: ResourceKind>(
    _ kind: Kind.Type,
    in manifest: RegionManifest,
    with reader: RegionReader
  ) async throws -> any Sendable {
    try await kind.observe(manifest.desired(kind), in: manifest, with: reader)
  }
}
