internal import SMSVoice

/// What one protect configuration in the place of another lets through that was blocked before.
enum ProtectionSwap {
  /// The rules of a live configuration: country to status, for each capability that has rules.
  typealias Rules = [ProtectCapability: [String: String]]

  /// The countries that open when `old` gives way.
  ///
  /// The new rules are those that the manifest gives, else the live ones, else that everything is allowed,
  /// which is how a configuration begins. Without an old configuration nothing was blocked.
  static func openings(
    from old: Rules,
    to new: Rules,
    wanted: ProtectConfigurationKind.Desired?
  ) -> [Opening] {
    let declared = Dictionary(
      uniqueKeysWithValues: wanted?.rules.map { ($0.capability, $0.rules) } ?? []
    )
    let block = ProtectStatus.block.rawValue
    return ProtectCapability.allCases.flatMap { capability in
      let blocked = (old[capability] ?? [:]).filter { $0.value == block }.keys.sorted()
      return blocked.compactMap { country -> Opening? in
        let after =
          declared[capability]?.status(of: country)?.rawValue ?? new[capability]?[country]
          ?? ProtectStatus.allow.rawValue
        guard after != block else { return nil }
        return Opening(
          path: capability.field,
          subject: country,
          isCountry: true,
          before: block,
          after: after
        )
      }
    }
  }
}

extension RegionReader {
  /// All rules of protect configurations, by id.
  func rules(of ids: some Sequence<String>) async throws -> [String: ProtectionSwap.Rules] {
    try await each(ids) { id in
      try await self.each(ProtectCapability.allCases) { try await self.countryRules(of: id, $0) }
        .compactMapValues { $0 }
    }
  }
}
