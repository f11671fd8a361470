extension RegionalCloud {
  /// The rows that a describe by id or name is about: all of them, or those asked for.
  ///
  /// One missing id fails the whole call, and ids exclude `Owner`.
  func selection<Resource: CloudResource>(
    from list: KeyPath<RegionState, [Resource]>,
    ids member: String,
    _ input: CallInput
  ) throws(SimulatedError) -> [Resource] {
    guard let references = input.texts(member), !references.isEmpty else {
      return input["Owner"] == "SHARED" ? [] : state[keyPath: list]
    }
    if input.has("Owner") { throw .ownerWithIDs(member) }
    var found: [Resource] = []
    for reference in references {
      do {
        found.append(state[keyPath: list][try index(of: reference, in: list, field: member)])
      } catch {
        try tolerate(error)
      }
    }
    return found
  }

  /// Swallows a not-found where the assumption says reads do not throw it.
  func tolerate(_ error: SimulatedError) throws(SimulatedError) {
    guard error.code == "ResourceNotFoundException",
      assumptions.holds(.missingResourceRead, "empty")
    else { throw error }
  }

  /// The page maker for a call of an operation.
  func listing(_ operation: String, _ input: CallInput) -> Listing {
    Listing(operation: operation, input: input, assumptions: assumptions)
  }

  /// Whether a describe also shows what another account shares with this one.
  func showsShared(_ input: CallInput, ids member: String) -> Bool {
    guard (input.members[member]?.elements ?? []).isEmpty else { return false }
    return input["Owner"] == "SHARED"
      || (input["Owner"] == nil && assumptions.holds(.ownerOmitted, "all"))
  }

  /// The same region as another account sees its own: what it shares has that account's ARN.
  var sharingAccount: RegionalCloud {
    RegionalCloud(
      account: "210987654321",
      region: region,
      partition: partition,
      assumptions: assumptions,
      makeDigits: makeDigits,
      state: RegionState()
    )
  }
}

extension SimulatedError {
  /// Ids and `Owner` in one describe.
  static func ownerWithIDs(_ member: String) -> SimulatedError {
    .invalid(
      "PARAMETERS_CANNOT_BE_USED_TOGETHER",
      fields: [
        Field(name: "Owner", message: "cannot be used with \(member)"),
        Field(name: member, message: "cannot be used with Owner"),
      ]
    )
  }
}
