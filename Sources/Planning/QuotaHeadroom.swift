package import Resources

/// Whether what a plan makes of one kind fits into what the account has left of it in one region.
package struct QuotaHeadroom: Sendable, Equatable {
  /// What to say of it.
  package enum Verdict: Sendable, Equatable {
    /// There is room, as far as anybody knows.
    case fits
    /// It may fail; why, as a sentence without its end.
    case doubtful(String)
    /// It is sure to fail.
    case impossible(String)
  }

  /// How much there is and may be.
  package struct Room: Sendable, Equatable {
    /// How many resources the account has now.
    package var used: Int
    /// How many it may have.
    package var limit: Int

    package init(used: Int, limit: Int) {
      self.used = used
      self.limit = limit
    }
  }

  /// For example `eu-west-1`.
  package var region: String
  /// For example `sender ID`.
  package var noun: String
  /// Who knows how much room there is.
  package var source: ResourceQuota.Source
  /// Writes of the plan that make one.
  package var creations: Int
  /// Writes of the plan that take one away.
  package var removals: Int
  /// What the readings of the plan show; nil where the service must be asked.
  package var known: Room?

  package init(
    region: String,
    noun: String,
    source: ResourceQuota.Source,
    creations: Int,
    removals: Int,
    known: Room? = nil
  ) {
    self.region = region
    self.noun = noun
    self.source = source
    self.creations = creations
    self.removals = removals
    self.known = known
  }

  /// One for each region and kind of which the plan makes something, in the order of the plan's regions
  /// and of the kinds.
  package static func all(of plan: Plan, _ observations: [RegionObservation]) -> [QuotaHeadroom] {
    observations.flatMap { observation in
      ResourceKinds.all.compactMap { headroom(of: $0, plan, observation) }
    }
  }

  private static func headroom<Kind: ResourceKind>(
    of kind: Kind.Type,
    _ plan: Plan,
    _ observation: RegionObservation
  ) -> QuotaHeadroom? {
    guard let quota = kind.quota else { return nil }
    let scope = observation.manifest.scope
    let steps = plan.graph.steps.values.filter {
      $0.address.region == scope.region && $0.role == .write
    }
    let creations = steps.count { $0.operation == quota.creation }
    guard creations > 0 else { return nil }
    let room = observation.observed(kind).flatMap { kind.room(in: $0, of: scope) }
    return QuotaHeadroom(
      region: scope.region,
      noun: quota.noun,
      source: quota.source,
      creations: creations,
      removals: steps.count { $0.operation == quota.removal },
      known: room.map { Room(used: $0.used, limit: $0.limit) }
    )
  }

  /// Judges by what the service says of the account; `told` has its limits by name.
  ///
  /// Of a limit that it does not tell nothing is known.
  package func verdict(_ told: [String: Room]) -> Verdict {
    switch source {
    case .account(let name):
      guard let room = told[name] else { return .fits }
      return verdict(room, remedy: "ask AWS to raise \(name)", isEnforced: true)
    case .manifest(let field):
      guard let known else { return .fits }
      let remedy =
        "ask AWS for more, or say with 'limits: { \(field): ... }' that the quota was raised"
      return verdict(known, remedy: remedy, isEnforced: false)
    }
  }

  private func verdict(_ room: Room, remedy: String, isEnforced: Bool) -> Verdict {
    let left = max(0, room.limit - room.used)
    guard creations > left else { return .fits }
    let space = "the account has \(left) of \(room.limit) left"
    guard creations > left + removals else {
      return .doubtful(
        "\(region): the plan makes \(count(creations)) and takes \(removals) away, and \(space): "
          + "what is made first may fail; a second run then makes it"
      )
    }
    let gone = removals > 0 ? " and takes \(removals) away" : ""
    let text = "\(region): the plan makes \(count(creations))\(gone), and \(space); \(remedy)"
    return isEnforced ? .impossible(text) : .doubtful(text)
  }

  private func count(_ number: Int) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }
}
