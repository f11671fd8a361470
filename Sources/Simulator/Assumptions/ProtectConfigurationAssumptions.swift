extension Assumption {
  /// Protect configurations.
  static let ofProtectConfigurations: [Assumption] = [
    .ruleSetUpdateResult, .ruleSetCountries, .rcsCapability, .filterAndMonitor, .expiredOverrides,
    .pastExpiry, .overrideWithoutExpiry, .defaultProtectAttribute,
  ]

  static let ruleSetUpdateResult = Assumption(
    "rule-set-update-result",
    ["full", "changed"],
    .inferred,
    "what UpdateProtectConfigurationCountryRuleSet returns"
  )
  static let ruleSetCountries = Assumption(
    "rule-set-countries",
    ["table", "more", "fewer"],
    .inferred,
    "which countries rule sets have: those of the country table, two more, or two fewer"
  )
  static let rcsCapability = Assumption(
    "rcs-capability",
    ["accepted", "refused"],
    .inferred,
    "whether rule sets exist for the capability RCS"
  )
  static let filterAndMonitor = Assumption(
    "filter-and-monitor",
    ["every-capability", "sms-only"],
    .inferred,
    "for which capabilities FILTER and MONITOR are accepted"
  )
  static let expiredOverrides = Assumption(
    "expired-overrides",
    ["listed", "dropped"],
    .inferred,
    "whether number overrides stay listed after they expired"
  )
  static let pastExpiry = Assumption(
    "past-expiry",
    ["refused", "accepted"],
    .inferred,
    "whether a number override may expire in the past"
  )
  static let overrideWithoutExpiry = Assumption(
    "override-without-expiry",
    ["clears", "keeps"],
    .inferred,
    "what a Put without ExpirationTimestamp does to an earlier expiry"
  )
  static let defaultProtectAttribute = Assumption(
    "default-protect-attribute",
    ["missing", "empty"],
    .inferred,
    "the row of DescribeAccountAttributes when no account default is set"
  )
}
