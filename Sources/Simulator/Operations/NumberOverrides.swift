internal import Foundation

/// The overrides of a protect configuration for single destination numbers.
enum NumberOverrideOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "PutProtectConfigurationRuleSetNumberOverride": { cloud, input throws(SimulatedError) in
      try cloud.putNumberOverride(input)
    },
    "ListProtectConfigurationRuleSetNumberOverrides": { cloud, input throws(SimulatedError) in
      try cloud.listNumberOverrides(input)
    },
    "DeleteProtectConfigurationRuleSetNumberOverride": { cloud, input throws(SimulatedError) in
      try cloud.deleteNumberOverride(input)
    },
  ]
}

extension RegionalCloud {
  private func row(_ override: NumberOverride) -> JSONObject {
    [
      "DestinationPhoneNumber": .string(override.number),
      "CreatedTimestamp": .number(override.createdAt),
      "Action": .string(override.action),
      "IsoCountryCode": .text(Self.knownCountries.country(of: override.number)),
      "ExpirationTimestamp": override.expiresAt.map { .number($0) },
    ]
  }

  private func result(
    _ override: NumberOverride,
    of configuration: ProtectConfiguration
  ) -> JSONObject {
    var result = nameMembers(configuration)
    for member in row(override).members { result.append(member.name, member.value) }
    return result
  }

  fileprivate mutating func putNumberOverride(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try protectIndex(input)
    let configuration = state.protectConfigurations[index]
    var override = NumberOverride(
      number: OptedOutNumberOperations.normalized(try input.text("DestinationPhoneNumber")),
      action: try input.text("Action"),
      expiresAt: input.timestamp("ExpirationTimestamp"),
      createdAt: now
    )
    if let expiry = override.expiresAt, expiry <= now, assumptions.holds(.pastExpiry, "refused") {
      throw .invalid("INVALID_PARAMETER", "ExpirationTimestamp", "must be in the future")
    }
    let known = configuration.numberOverrides.firstIndex { $0.number == override.number }
    if let known {
      let old = configuration.numberOverrides[known]
      override.createdAt = old.createdAt
      if override.expiresAt == nil, assumptions.holds(.overrideWithoutExpiry, "keeps") {
        override.expiresAt = old.expiresAt
      }
      state.protectConfigurations[index].numberOverrides[known] = override
    } else {
      state.protectConfigurations[index].numberOverrides.append(override)
    }
    return result(override, of: configuration)
  }

  fileprivate func listNumberOverrides(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    let configuration = state.protectConfigurations[try protectIndex(input)]
    var overrides = configuration.numberOverrides
    if assumptions.holds(.expiredOverrides, "dropped") {
      overrides.removeAll { ($0.expiresAt ?? .infinity) <= now }
    }
    let member = "RuleSetNumberOverrides"
    var result = try listing("ListProtectConfigurationRuleSetNumberOverrides", input).page(
      overrides.map(row),
      into: member,
      as: "ProtectConfigurationRuleSetNumberOverride",
      special: Self.passes
    )
    for name in nameMembers(configuration).members { result.append(name.name, name.value) }
    return withoutEmptyList(result, member)
  }

  private static func passes(_ filter: String, _ values: [String], _ row: JSONObject) -> Bool? {
    if filter == "destination-phone-number-begins-with" {
      let number = row["DestinationPhoneNumber"]?.text ?? ""
      return values.contains { number.hasPrefix($0) }
    }
    let parts = filter.split(separator: "-")
    guard let member = timeMembers[parts.first ?? ""] else { return nil }
    // What never expires is after any moment.
    let time = row[member]?.numeric ?? .infinity
    let moments = values.compactMap(moment)
    return parts.last == "before"
      ? moments.contains { time < $0 } : moments.contains { time > $0 }
  }

  private static let timeMembers: [Substring: String] = [
    "expires": "ExpirationTimestamp", "created": "CreatedTimestamp",
  ]

  /// A filter's moment: seconds since 1970, or ISO 8601.
  private static func moment(_ text: String) -> Double? {
    Double(text) ?? (try? Date(text, strategy: .iso8601))?.timeIntervalSince1970
  }

  fileprivate mutating func deleteNumberOverride(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try protectIndex(input)
    let configuration = state.protectConfigurations[index]
    let number = OptedOutNumberOperations.normalized(try input.text("DestinationPhoneNumber"))
    guard let known = configuration.numberOverrides.firstIndex(where: { $0.number == number })
    else { throw .notFound(ResourceKind.protectConfiguration.rawValue, number) }
    state.protectConfigurations[index].numberOverrides.remove(at: known)
    return result(configuration.numberOverrides[known], of: configuration)
  }
}
