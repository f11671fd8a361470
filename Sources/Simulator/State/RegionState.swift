/// Everything the account has in one region.
struct RegionState: Codable, Sendable, Equatable {
  /// With `Default`, also when a file does not name it.
  ///
  /// New ones come last, here and below.
  var optOutLists: [OptOutList] = [OptOutList(name: OptOutList.defaultName)]
  /// One for each country.
  var senderIds: [SenderID] = []
  /// Whether or not they are in a pool.
  var phoneNumbers: [PhoneNumber] = []
  /// Those that are being deleted included.
  var pools: [Pool] = []
  /// With their event destinations.
  var configurationSets: [ConfigurationSet] = []
  /// With their rules and overrides.
  var protectConfigurations: [ProtectConfiguration] = []
  /// The id of the account's default protect configuration.
  var accountDefaultProtectConfiguration: String?
  /// What was answered to each `ClientToken`, oldest first; not for seeds.
  var clientTokens: [PinnedAnswer] = []
  /// Until when a released sender ID (`NAME/CC`) asks for a registration; not for seeds.
  var releasedSenderIds: [String: Double] = [:]

  /// All the keys that a file may have; others are errors.
  enum CodingKeys: CodingKey, CaseIterable {
    case optOutLists
    case senderIds
    case phoneNumbers
    case pools
    case configurationSets
    case protectConfigurations
    case accountDefaultProtectConfiguration
    case clientTokens
    case releasedSenderIds
  }
}

extension RegionState {
  /// Throws `DecodingError` also for equal names and for references to what is not there.
  ///
  /// A pool may name its numbers by id or as they are dialled; afterwards it is by id.
  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(CodingKeys.self)
    self.init(
      optOutLists: try container.value(.optOutLists, or: []),
      senderIds: try container.value(.senderIds, or: []),
      phoneNumbers: try container.value(.phoneNumbers, or: []),
      pools: try container.value(.pools, or: []),
      configurationSets: try container.value(.configurationSets, or: []),
      protectConfigurations: try container.value(.protectConfigurations, or: []),
      accountDefaultProtectConfiguration: try container.decodeIfPresent(
        String.self,
        forKey: .accountDefaultProtectConfiguration
      ),
      clientTokens: try container.value(.clientTokens, or: []),
      releasedSenderIds: try container.value(.releasedSenderIds, or: [:])
    )
    if !optOutLists.contains(where: { $0.name == OptOutList.defaultName }) {
      optOutLists.insert(OptOutList(name: OptOutList.defaultName), at: 0)
    }
    try checkUnique(optOutLists, at: decoder.codingPath)
    try checkUnique(senderIds, at: decoder.codingPath)
    try checkUnique(phoneNumbers, at: decoder.codingPath)
    try checkUnique(pools, at: decoder.codingPath)
    try checkUnique(configurationSets, at: decoder.codingPath)
    try checkUnique(protectConfigurations, at: decoder.codingPath)
    try resolveMembers(at: decoder.codingPath)
    try checkReferences(at: decoder.codingPath)
  }

  private func checkUnique<Resource: CloudResource>(
    _ resources: [Resource],
    at path: [any CodingKey]
  ) throws {
    var ids: Set<String> = []
    for resource in resources where !ids.insert(resource.id).inserted {
      let name = "\(Resource.kind.rawValue) '\(resource.id)'"
      throw DecodingError.seed(path, "there are two of \(name)")
    }
  }

  /// Lets a seed name the numbers of a pool as they are dialled.
  private mutating func resolveMembers(at path: [any CodingKey]) throws {
    for pool in pools.indices {
      for member in pools[pool].members.indices {
        guard let text = pools[pool].members[member].phoneNumber else { continue }
        guard let number = phoneNumbers.first(where: { $0.id == text || $0.number == text }) else {
          throw DecodingError.seed(path, "pools[\(pool)] has the unknown number '\(text)'")
        }
        pools[pool].members[member].phoneNumber = number.id
      }
    }
  }

  private func checkReferences(at path: [any CodingKey]) throws {
    let lists = Set(optOutLists.map(\.name))
    for settings in phoneNumbers.map(\.settings) + pools.map(\.settings)
    where !lists.contains(settings.optOutList) {
      throw DecodingError.seed(path, "there is no opt-out list '\(settings.optOutList)'")
    }
    for member in pools.flatMap(\.members) where member.phoneNumber == nil {
      let id = "\(member.senderId ?? "")/\(member.country ?? "")"
      guard senderIds.contains(where: { $0.id == id }) else {
        throw DecodingError.seed(path, "a pool has the unknown sender ID '\(id)'")
      }
    }
    let protectIDs = Set(protectConfigurations.map(\.id))
    let used = configurationSets.compactMap(\.protectConfiguration)
    for id in used + [accountDefaultProtectConfiguration].compactMap(\.self)
    where !protectIDs.contains(id) {
      throw DecodingError.seed(path, "there is no protect configuration '\(id)'")
    }
  }
}

extension DecodingError {
  fileprivate static func seed(_ path: [any CodingKey], _ trouble: String) -> DecodingError {
    .dataCorrupted(DecodingError.Context(codingPath: path, debugDescription: trouble))
  }
}
