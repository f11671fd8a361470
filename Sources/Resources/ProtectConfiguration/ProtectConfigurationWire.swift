package import Foundation
internal import SMSVoice

struct DescribeProtectConfigurations: PaginatedOperation {
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
  var protectConfigurationArn: String
  var protectConfigurationId: String
  var accountDefault: Bool
  var deletionProtectionEnabled: Bool
}

struct CreateProtectConfiguration: ServiceOperation {
  var deletionProtectionEnabled: Bool?
  var tags: [Tag]
  var clientToken: String?

  struct Response: Decodable, Sendable {
    var protectConfigurationId: String
  }
}

struct UpdateProtectConfiguration: ServiceOperation {
  var protectConfigurationId: String
  var deletionProtectionEnabled: Bool

  struct Response: Decodable, Sendable {}
}

struct DeleteProtectConfiguration: ServiceOperation {
  var protectConfigurationId: String

  struct Response: Decodable, Sendable {}
}

/// What a country rule says.
package struct CountryRule: Codable, Sendable, Equatable {
  var protectStatus: String
}

struct GetProtectConfigurationCountryRuleSet: ServiceOperation {
  var protectConfigurationId: String
  var numberCapability: String

  struct Response: Decodable, Sendable {
    var countryRuleSet: [String: CountryRule]
  }
}

struct UpdateProtectConfigurationCountryRuleSet: ServiceOperation {
  var protectConfigurationId: String
  var numberCapability: String
  /// 1 to 300 countries; those left out keep their rule.
  var countryRuleSetUpdates: [String: CountryRule]

  struct Response: Decodable, Sendable {}
}

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
  var destinationPhoneNumber: String
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

struct PutProtectConfigurationRuleSetNumberOverride: ServiceOperation {
  var clientToken: String
  var protectConfigurationId: String
  var destinationPhoneNumber: String
  var action: String
  var expirationTimestamp: Date?

  struct Response: Decodable, Sendable {}
}

struct DeleteProtectConfigurationRuleSetNumberOverride: ServiceOperation {
  var protectConfigurationId: String
  var destinationPhoneNumber: String

  struct Response: Decodable, Sendable {}
}

struct SetAccountDefaultProtectConfiguration: ServiceOperation {
  var protectConfigurationId: String

  struct Response: Decodable, Sendable {}
}

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
