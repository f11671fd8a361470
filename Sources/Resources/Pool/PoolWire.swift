internal import SMSVoice

package struct DescribePools: PaginatedOperation {
  package var poolIds: [String]?
  package var owner: String?
  package var maxResults: Int?
  package var nextToken: String?

  package struct Response: Page {
    package var pools: [LivePool]?
    package var nextToken: String?
    package var items: [LivePool] { pools ?? [] }
  }
}

/// A pool as the service tells it.
package struct LivePool: Decodable, Sendable, Equatable {
  package var poolArn: String
  package var poolId: String
  /// `CREATING`, `ACTIVE` or `DELETING`.
  package var status: String
  package var messageType: String
  package var twoWayEnabled: Bool?
  package var twoWayChannelArn: String?
  package var twoWayChannelRole: String?
  package var selfManagedOptOutsEnabled: Bool?
  package var optOutListName: String?
  package var sharedRoutesEnabled: Bool?
  package var deletionProtectionEnabled: Bool?

  /// The settings that its numbers share.
  package var settings: MessagingSettings {
    MessagingSettings(
      optOutList: optOutListName ?? "Default",
      twoWay: .live(enabled: twoWayEnabled, channel: twoWayChannelArn, role: twoWayChannelRole),
      selfManagedOptOuts: selfManagedOptOutsEnabled ?? false
    )
  }
}

package struct ListPoolOriginationIdentities: PaginatedOperation {
  package var poolId: String
  package var maxResults: Int?
  package var nextToken: String?

  package struct Response: Page {
    package var originationIdentities: [LivePoolMember]?
    package var nextToken: String?
    package var items: [LivePoolMember] { originationIdentities ?? [] }
  }
}

/// A member of a pool as the service tells it.
///
/// Members are compared by ARN.
package struct LivePoolMember: Decodable, Sendable, Equatable {
  package var originationIdentityArn: String
  package var originationIdentity: String
  package var isoCountryCode: String?
  /// Of numbers only.
  package var phoneNumber: String?
}

package struct CreatePool: ServiceOperation {
  package var originationIdentity: String
  /// Of sender IDs always, even beside an ARN; of numbers never.
  package var isoCountryCode: String?
  package var messageType: String
  package var deletionProtectionEnabled: Bool?
  package var tags: [Tag]
  package var clientToken: String?

  package struct Response: Decodable, Sendable {
    package var poolId: String
  }
}

package struct UpdatePool: ServiceOperation {
  package var poolId: String
  package var twoWayEnabled: Bool?
  package var twoWayChannelArn: String?
  package var twoWayChannelRole: String?
  package var selfManagedOptOutsEnabled: Bool?
  package var optOutListName: String?
  package var sharedRoutesEnabled: Bool?
  package var deletionProtectionEnabled: Bool?

  package struct Response: Decodable, Sendable {
    package var status: String?
  }
}

package struct AssociateOriginationIdentity: ServiceOperation {
  package var poolId: String
  package var originationIdentity: String
  package var isoCountryCode: String?
  package var clientToken: String

  package struct Response: Decodable, Sendable {}
}

extension RegionReader {
  /// The members of a pool by ARN.
  package func members(of pool: String) async throws -> [String: LivePoolMember] {
    try await once("members of \(pool)") { reader in
      let request = ListPoolOriginationIdentities(poolId: pool, maxResults: 100)
      let keyed = try await reader.all(request).map { ($0.originationIdentityArn, $0) }
      return Dictionary(keyed) { $1 }
    }
  }
}
