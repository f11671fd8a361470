internal import Foundation
internal import SMSVoice

/// What one protect configuration in the place of another lets through that was blocked before.
enum ProtectionSwap {
  typealias Details = ProtectConfigurationKind.ObservedDetails

  /// The countries and numbers that open when `old` gives way.
  ///
  /// What holds then is what the manifest says, else what the new configuration has by now, else that
  /// everything is allowed, which is how a configuration begins. Without an old configuration nothing was
  /// blocked.
  static func openings(
    from old: Details?,
    to new: Details?,
    wanted: ProtectConfigurationKind.Desired?,
    at now: Date
  ) -> [Opening] {
    guard let old else { return [] }
    return countries(from: old, to: new, wanted: wanted)
      + numbers(from: old, to: new, wanted: wanted, at: now)
  }

  private static func countries(
    from old: Details,
    to new: Details?,
    wanted: ProtectConfigurationKind.Desired?
  ) -> [Opening] {
    let declared = Dictionary(
      uniqueKeysWithValues: wanted?.rules.map { ($0.capability, $0.rules) } ?? []
    )
    let block = ProtectStatus.block.rawValue
    return ProtectCapability.allCases.flatMap { capability in
      let blocked = (old.rules[capability] ?? [:]).filter { $0.value == block }.keys.sorted()
      return blocked.compactMap { country -> Opening? in
        let after =
          declared[capability]?.status(of: country)?.rawValue ?? new?.rules[capability]?[country]
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

  private static func numbers(
    from old: Details,
    to new: Details?,
    wanted: ProtectConfigurationKind.Desired?,
    at now: Date
  ) -> [Opening] {
    let declared = Dictionary(
      (wanted?.spec.numberOverrides ?? []).map { ($0.key.value, $0.value.action.rawValue) }
    ) { $1 }
    let kept = (new?.overrides ?? [:]).filter { !$0.value.isExpired(at: now) }.mapValues(\.action)
    let blocked = old.overrides.filter { $0.value.isBlock && !$0.value.isExpired(at: now) }
    return blocked.keys.sorted().compactMap { number in
      let after = declared[number] ?? kept[number]
      return after == NumberOverride.Action.block.rawValue
        ? nil : .blockLifted(of: number, after: after)
    }
  }
}

extension LiveNumberOverride {
  /// Whether it keeps messages from its number.
  var isBlock: Bool { action == NumberOverride.Action.block.rawValue }
}

extension Opening {
  /// A number that an override blocked; nil `after` is for no override at all.
  static func blockLifted(of number: String, after: String? = nil) -> Opening {
    Opening(
      path: "override",
      subject: number,
      before: NumberOverride.Action.block.rawValue,
      after: after ?? "its country's rule"
    )
  }
}

extension RegionReader {
  /// All rules and overrides of protect configurations, by id.
  func protections(
    of ids: some Sequence<String>
  ) async throws -> [String: ProtectConfigurationKind.ObservedDetails] {
    try await each(ids) { id in
      async let overrides = self.numberOverrides(of: id)
      let rules = try await self.each(ProtectCapability.allCases) {
        try await self.countryRules(of: id, $0)
      }
      return .init(rules: rules.compactMapValues { $0 }, overrides: try await overrides)
    }
  }
}
