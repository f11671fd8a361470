/// `GetProtectConfigurationCountryRuleSet`, `UpdateProtectConfigurationCountryRuleSet`.
enum CountryRuleOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "GetProtectConfigurationCountryRuleSet": { cloud, input throws(SimulatedError) in
      try cloud.getCountryRuleSet(input)
    },
    "UpdateProtectConfigurationCountryRuleSet": { cloud, input throws(SimulatedError) in
      try cloud.updateCountryRuleSet(input)
    },
  ]
}

extension RegionalCloud {
  /// The countries that every rule set has.
  private var ruleCountries: [String] {
    let codes = Self.knownCountries.codes
    switch assumptions[.ruleSetCountries] {
    case "more": return codes + ["AC", "TA"].filter { !codes.contains($0) }
    case "fewer": return Array(codes.dropLast(2))
    default: return codes
    }
  }

  private func result(
    _ configuration: ProtectConfiguration,
    _ capability: String,
    countries: [String]
  ) -> JSONObject {
    let rules = configuration.rules[capability] ?? [:]
    var map = JSONObject()
    for country in countries {
      let status = rules[country] ?? ProtectConfiguration.neutralStatus
      map.append(country, .object(["ProtectStatus": .string(status)]))
    }
    var result = nameMembers(configuration)
    result["NumberCapability"] = .string(capability)
    result["CountryRuleSet"] = .object(map)
    return result
  }

  private func capability(_ input: CallInput) throws(SimulatedError) -> String {
    let capability = try input.text("NumberCapability")
    guard capability != "RCS" || assumptions.holds(.rcsCapability, "accepted") else {
      throw .invalid("INVALID_PARAMETER", "NumberCapability", "RCS has no country rules")
    }
    return capability
  }

  fileprivate func getCountryRuleSet(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    let configuration = state.protectConfigurations[try protectIndex(input)]
    return result(configuration, try capability(input), countries: ruleCountries)
  }

  fileprivate mutating func updateCountryRuleSet(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try protectIndex(input)
    let capability = try capability(input)
    let updates = input.members["CountryRuleSetUpdates"]?.fields?.members ?? []
    let countries = Set(ruleCountries)
    for update in updates {
      let status = update.value.fields?["ProtectStatus"]?.text ?? ""
      let field = "CountryRuleSetUpdates.\(update.name)"
      guard countries.contains(update.name) else {
        throw .invalid("FIELD_VALIDATION_FAILED", field, "is not a supported country")
      }
      if capability != "SMS", ["FILTER", "MONITOR"].contains(status),
        assumptions.holds(.filterAndMonitor, "sms-only")
      {
        throw .invalid("INVALID_PARAMETER", field, "\(status) is only for SMS")
      }
      let isNeutral = status == ProtectConfiguration.neutralStatus
      state.protectConfigurations[index].rules[capability, default: [:]][update.name] =
        isNeutral ? nil : status
    }
    let full = assumptions.holds(.ruleSetUpdateResult, "full")
    return result(
      state.protectConfigurations[index],
      capability,
      countries: full ? ruleCountries : updates.map(\.name)
    )
  }
}
