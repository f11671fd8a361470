package import Foundation
internal import SMSVoice

package struct DescribeProtectConfigurations: PaginatedOperation {
  package var protectConfigurationIds: [String]?
  package var maxResults: Int?
  package var nextToken: String?

  package struct Response: Page {
    /// Missing, null and empty all mean that there is none.
    package var protectConfigurations: [LiveProtectConfiguration]?
    package var nextToken: String?
    package var items: [LiveProtectConfiguration] { protectConfigurations ?? [] }
  }
}

/// A protect configuration as the service tells it; rules, overrides and tags are read apart.
package struct LiveProtectConfiguration: Decodable, Sendable, Equatable {
  package var protectConfigurationArn: String
  package var protectConfigurationId: String
  package var accountDefault: Bool
  package var deletionProtectionEnabled: Bool
}

package struct CreateProtectConfiguration: ServiceOperation {
  package var deletionProtectionEnabled: Bool?
  package var tags: [Tag]
  package var clientToken: String?

  package struct Response: Decodable, Sendable {
    package var protectConfigurationId: String
  }
}

package struct UpdateProtectConfiguration: ServiceOperation {
  package var protectConfigurationId: String
  package var deletionProtectionEnabled: Bool

  package struct Response: Decodable, Sendable {}
}

/// What a country rule says.
package struct CountryRule: Codable, Sendable, Equatable {
  package var protectStatus: String
}

package struct GetProtectConfigurationCountryRuleSet: ServiceOperation {
  package var protectConfigurationId: String
  package var numberCapability: String

  package struct Response: Decodable, Sendable {
    package var countryRuleSet: [String: CountryRule]
  }
}

package struct UpdateProtectConfigurationCountryRuleSet: ServiceOperation {
  package var protectConfigurationId: String
  package var numberCapability: String
  /// 1 to 300 countries; those left out keep their rule.
  package var countryRuleSetUpdates: [String: CountryRule]

  package struct Response: Decodable, Sendable {}
}

package struct ListProtectConfigurationRuleSetNumberOverrides: PaginatedOperation {
  package var protectConfigurationId: String
  package var maxResults: Int?
  package var nextToken: String?

  package struct Response: Page {
    /// Missing, null and empty all mean that there is none.
    package var ruleSetNumberOverrides: [LiveNumberOverride]?
    package var nextToken: String?
    package var items: [LiveNumberOverride] { ruleSetNumberOverrides ?? [] }
  }
}

/// A number override as the service tells it.
package struct LiveNumberOverride: Decodable, Sendable, Equatable {
  package var destinationPhoneNumber: String
  package var action: String
  /// Nil for one that never expires.
  package var expirationTimestamp: Date?

  /// Whether it is past its end.
  ///
  /// Whether expired ones stay listed is not documented: they count as absent.
  package func isExpired(at now: Date) -> Bool {
    expirationTimestamp.map { $0 <= now } ?? false
  }
}

package struct PutProtectConfigurationRuleSetNumberOverride: ServiceOperation {
  package var clientToken: String
  package var protectConfigurationId: String
  package var destinationPhoneNumber: String
  package var action: String
  package var expirationTimestamp: Date?

  package struct Response: Decodable, Sendable {}
}

package struct SetAccountDefaultProtectConfiguration: ServiceOperation {
  package var protectConfigurationId: String

  package struct Response: Decodable, Sendable {}
}

package struct DeleteAccountDefaultProtectConfiguration: ServiceOperation {
  package struct Response: Decodable, Sendable {}
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
    let request = GetProtectConfigurationCountryRuleSet(
      protectConfigurationId: id,
      numberCapability: capability.rawValue
    )
    do {
      return try await call(request).countryRuleSet.mapValues(\.protectStatus)
    } catch let error as ServiceError where error.kind == .validation && capability.mayBeMissing {
      return nil
    }
  }

  /// The number overrides of a protect configuration by number with its plus.
  package func numberOverrides(of id: String) async throws -> [String: LiveNumberOverride] {
    let request = ListProtectConfigurationRuleSetNumberOverrides(
      protectConfigurationId: id,
      maxResults: 100
    )
    let live = try await all(request)
    return Dictionary(live.map { ($0.destinationPhoneNumber.normalizedNumber, $0) }) { $1 }
  }
}
