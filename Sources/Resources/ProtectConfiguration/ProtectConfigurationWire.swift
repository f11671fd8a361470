package import Foundation
internal import SMSVoice

/// Lists the account's protect configurations, or the one that a creation asks for by id.
struct DescribeProtectConfigurations: PaginatedOperation {
  /// At most five; nil for all.
  var protectConfigurationIds: [String]?
  var maxResults: Int?
  var nextToken: String?

  struct Response: Page {
    /// Missing, null and empty all mean that there is none.
    var protectConfigurations: [LiveProtectConfiguration]?
    var nextToken: String?
    var items: [LiveProtectConfiguration] { protectConfigurations ?? [] }
  }
}

/// A protect configuration as the service tells it; rules, overrides and tags are read apart.
package struct LiveProtectConfiguration: Decodable, Sendable, Equatable {
  /// What tags are read and written by.
  var protectConfigurationArn: String
  /// Made by the service: how calls name it.
  var protectConfigurationId: String
  /// Whether it governs messages that name no configuration; one in a region at most does.
  var accountDefault: Bool
  /// While it is true the service refuses to delete the configuration.
  var deletionProtectionEnabled: Bool
}

/// Makes a protect configuration in which every country is open.
///
/// Rules, overrides and the account default take calls of their own.
struct CreateProtectConfiguration: ServiceOperation {
  /// Nil is false.
  var deletionProtectionEnabled: Bool?
  /// Those of ownership among them, by which later runs know the configuration.
  var tags: [Tag]
  /// Left nil by plans: `UniqueCreation.make(in:)` derives it from all the rest, and in the end draws one.
  var clientToken: String?

  struct Response: Decodable, Sendable {
    /// The id of the configuration that the token has made, be it in an earlier run.
    var protectConfigurationId: String
  }
}

/// Switches deletion protection, which is all that can change of the configuration itself.
struct UpdateProtectConfiguration: ServiceOperation {
  var protectConfigurationId: String
  var deletionProtectionEnabled: Bool

  struct Response: Decodable, Sendable {}
}

/// Deletes a configuration that is not protected, not the account default, and in no configuration set.
struct DeleteProtectConfiguration: ServiceOperation {
  var protectConfigurationId: String

  struct Response: Decodable, Sendable {}
}

/// What a country rule says.
package struct CountryRule: Codable, Sendable, Equatable {
  /// A raw value of `ProtectStatus`, or one that this version does not know.
  var protectStatus: String
}

/// Reads the rules of one capability, all countries in one answer.
struct GetProtectConfigurationCountryRuleSet: ServiceOperation {
  var protectConfigurationId: String
  /// A raw value of `ProtectCapability`; the service may refuse `RCS`.
  var numberCapability: String

  struct Response: Decodable, Sendable {
    /// By country code, such as `DE`.
    var countryRuleSet: [String: CountryRule]
  }
}

/// Changes the rules of some countries for one capability; no rule can be taken away, only set to `ALLOW`.
struct UpdateProtectConfigurationCountryRuleSet: ServiceOperation {
  var protectConfigurationId: String
  /// A raw value of `ProtectCapability`.
  var numberCapability: String
  /// 1 to 300 countries; those left out keep their rule.
  var countryRuleSetUpdates: [String: CountryRule]

  struct Response: Decodable, Sendable {}
}

/// Lists the number overrides of one configuration, perhaps with those that have expired.
struct ListProtectConfigurationRuleSetNumberOverrides: PaginatedOperation {
  var protectConfigurationId: String
  var maxResults: Int?
  var nextToken: String?

  struct Response: Page {
    /// Missing, null and empty all mean that there is none.
    var ruleSetNumberOverrides: [LiveNumberOverride]?
    var nextToken: String?
    var items: [LiveNumberOverride] { ruleSetNumberOverrides ?? [] }
  }
}

/// A number override as the service tells it.
package struct LiveNumberOverride: Decodable, Sendable, Equatable {
  /// E.164, perhaps without its plus: readers go by `normalizedNumber`.
  var destinationPhoneNumber: String
  /// `ALLOW` or `BLOCK`.
  var action: String
  /// Nil for one that never expires.
  var expirationTimestamp: Date?

  /// Whether it is past its end.
  ///
  /// Whether expired ones stay listed is not documented: they count as absent.
  package func isExpired(at now: Date) -> Bool {
    expirationTimestamp.map { $0 <= now } ?? false
  }
}

/// Makes the override of a number, or puts this one in the place of the one that it has.
struct PutProtectConfigurationRuleSetNumberOverride: ServiceOperation {
  /// Random for each call: one that was used before may bring its old answer back.
  var clientToken: String
  var protectConfigurationId: String
  /// E.164 with its plus, as the manifest has it.
  var destinationPhoneNumber: String
  /// `ALLOW` or `BLOCK`.
  var action: String
  /// Nil for one that never expires.
  var expirationTimestamp: Date?

  struct Response: Decodable, Sendable {}
}

/// Takes an override away: the number then falls under its country's rule.
struct DeleteProtectConfigurationRuleSetNumberOverride: ServiceOperation {
  var protectConfigurationId: String
  /// E.164 with its plus, whatever the list answered.
  var destinationPhoneNumber: String

  struct Response: Decodable, Sendable {}
}

/// Makes a configuration the account default of its region, in the place of whichever is.
///
/// It then also governs what SNS and Cognito send there.
struct SetAccountDefaultProtectConfiguration: ServiceOperation {
  var protectConfigurationId: String

  struct Response: Decodable, Sendable {}
}

/// Leaves the region without an account default; no configuration is deleted.
struct DeleteAccountDefaultProtectConfiguration: ServiceOperation {
  struct Response: Decodable, Sendable {}
}

extension RegionReader {
  /// The account's protect configurations and their tags.
  package func protectConfigurations() async throws -> LiveProtectConfigurations {
    try await once("protect configurations") { reader in
      let all = try await reader.all(DescribeProtectConfigurations(maxResults: 100))
      return LiveProtectConfigurations(
        all: all,
        tags: try await reader.tags(of: all.map(\.protectConfigurationArn))
      )
    }
  }

  /// The rule of each country for a capability; nil when the service has no rules for the capability.
  package func countryRules(
    of id: String,
    _ capability: ProtectCapability
  ) async throws -> [String: String]? {
    try await once("rules of \(id) \(capability)") { reader -> [String: String]? in
      let request = GetProtectConfigurationCountryRuleSet(
        protectConfigurationId: id,
        numberCapability: capability.rawValue
      )
      do {
        return try await reader.call(request).countryRuleSet.mapValues(\.protectStatus)
      } catch let error as ServiceError where error.kind == .validation && capability.mayBeMissing {
        return nil
      }
    }
  }

  /// The number overrides of a protect configuration by number with its plus.
  package func numberOverrides(of id: String) async throws -> [String: LiveNumberOverride] {
    try await once("overrides of \(id)") { reader in
      let request = ListProtectConfigurationRuleSetNumberOverrides(
        protectConfigurationId: id,
        maxResults: 100
      )
      let live = try await reader.all(request)
      return Dictionary(live.map { ($0.destinationPhoneNumber.normalizedNumber, $0) }) { $1 }
    }
  }
}
