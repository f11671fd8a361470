/// What a state file or a seed holds.
struct CloudState: Codable, Sendable, Equatable {
  /// The only version there is.
  static let currentVersion = 1

  /// What is left out of a file counts as `currentVersion`; anything else is refused.
  var version = currentVersion
  /// By region code.
  var regions: [String: RegionState] = [:]

  /// All the keys that a file may have; others are errors.
  enum CodingKeys: CodingKey, CaseIterable {
    case version
    case regions
  }
}

extension CloudState {
  /// Throws `DecodingError` for unknown keys and another version.
  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(CodingKeys.self)
    self.init(
      version: try container.value(.version, or: Self.currentVersion),
      regions: try container.value(.regions, or: [:])
    )
    guard version == Self.currentVersion else {
      throw DecodingError.dataCorruptedError(
        forKey: .version,
        in: container,
        debugDescription: "version \(version) is not known, only \(Self.currentVersion)"
      )
    }
  }
}
