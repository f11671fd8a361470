/// A protect configuration with its country rules and number overrides.
struct ProtectConfiguration: CloudResource {
  static let kind = ResourceKind.protectConfiguration

  /// `protect-` and 32 hexadecimal digits.
  var id: String
  /// Seconds since 1970.
  var createdAt: Double = 0
  /// While it is on, `DeleteProtectConfiguration` is refused.
  var deletionProtection: Bool = false
  /// By capability and country, for example `["SMS": ["GB": "BLOCK"]]`; a country that is not
  /// there is `ALLOW`.
  var rules: [String: [String: String]] = [:]
  /// In the order they were first put.
  var numberOverrides: [NumberOverride] = []
  var tags: [String: String] = [:]

  /// What rule sets are kept for.
  static let capabilities = ["SMS", "VOICE", "MMS", "RCS"]
  /// What every country is at birth.
  static let neutralStatus = "ALLOW"

  /// All the keys that a file may have; others are errors.
  enum CodingKeys: CodingKey, CaseIterable {
    case id
    case createdAt
    case deletionProtection
    case rules
    case numberOverrides
    case tags
  }
}

extension ProtectConfiguration {
  /// Everything may be left out; the id is then made from the place in the file.
  ///
  /// Throws `DecodingError` also for rules of a capability that there is not.
  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(CodingKeys.self)
    let place = decoder.codingPath.map(\.stringValue).joined(separator: ".")
    self.init(
      id: try container.value(.id, or: "protect-" + StableID.digits(place)),
      createdAt: try container.value(.createdAt, or: 0),
      deletionProtection: try container.value(.deletionProtection, or: false),
      rules: try container.value(.rules, or: [:]),
      numberOverrides: try container.value(.numberOverrides, or: []),
      tags: try container.value(.tags, or: [:])
    )
    for capability in rules.keys where !Self.capabilities.contains(capability) {
      throw DecodingError.dataCorruptedError(
        forKey: .rules,
        in: container,
        debugDescription: "'\(capability)' is none of \(Self.capabilities.joined(separator: ", "))"
      )
    }
  }
}

/// What a protect configuration says of one destination number.
struct NumberOverride: Codable, Sendable, Equatable {
  /// With its plus.
  var number: String
  /// `ALLOW` or `BLOCK`.
  var action: String
  /// Seconds since 1970; nil means never.
  var expiresAt: Double?
  /// Seconds since 1970.
  var createdAt: Double = 0

  /// All the keys that a file may have; others are errors.
  enum CodingKeys: CodingKey, CaseIterable {
    case number
    case action
    case expiresAt
    case createdAt
  }
}

extension NumberOverride {
  /// Number and action are needed.
  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(CodingKeys.self)
    self.init(
      number: try container.decode(String.self, forKey: .number),
      action: try container.decode(String.self, forKey: .action),
      expiresAt: try container.decodeIfPresent(Double.self, forKey: .expiresAt),
      createdAt: try container.value(.createdAt, or: 0)
    )
  }
}
