internal import SMSVoice

struct DescribePools: PaginatedOperation {
  var poolIds: [String]?
  var owner: String?
  var maxResults: Int?
  var nextToken: String?

  struct Response: Page {
    var pools: [LivePool]?
    var nextToken: String?
    var items: [LivePool] { (pools ?? []).map(\.canonical) }
  }
}

/// A pool as the service tells it.
package struct LivePool: Decodable, Sendable, Equatable {
  var poolArn: String
  var poolId: String
  /// `CREATING`, `ACTIVE` or `DELETING`.
  var status: String
  var messageType: String
  var twoWayEnabled: Bool?
  var twoWayChannelArn: String?
  var twoWayChannelRole: String?
  var selfManagedOptOutsEnabled: Bool?
  var optOutListName: String?
  var sharedRoutesEnabled: Bool?
  var deletionProtectionEnabled: Bool?

  /// The settings that its numbers share.
  var settings: MessagingSettings {
    MessagingSettings(
      optOutList: optOutListName ?? OptOutListKind.builtInName,
      twoWay: .live(enabled: twoWayEnabled, channel: twoWayChannelArn, role: twoWayChannelRole),
      selfManagedOptOuts: selfManagedOptOutsEnabled ?? false
    )
  }
}

struct ListPoolOriginationIdentities: PaginatedOperation {
  var poolId: String
  var maxResults: Int?
  var nextToken: String?

  struct Response: Page {
    var originationIdentities: [LivePoolMember]?
    var nextToken: String?
    var items: [LivePoolMember] { originationIdentities ?? [] }
  }
}

/// A member of a pool as the service tells it.
///
/// Members are compared by ARN.
package struct LivePoolMember: Decodable, Sendable, Equatable {
  var originationIdentityArn: String
  var originationIdentity: String
  var isoCountryCode: String?
  /// Of numbers only.
  var phoneNumber: String?
}

struct CreatePool: ServiceOperation {
  var originationIdentity: String
  /// Of sender IDs always, even beside an ARN; of numbers never.
  var isoCountryCode: String?
  var messageType: String
  var deletionProtectionEnabled: Bool?
  var tags: [Tag]
  var clientToken: String?

  struct Response: Decodable, Sendable {
    var poolId: String
  }
}

struct UpdatePool: ServiceOperation {
  var poolId: String
  var twoWayEnabled: Bool?
  var twoWayChannelArn: String?
  var twoWayChannelRole: String?
  var selfManagedOptOutsEnabled: Bool?
  var optOutListName: String?
  var sharedRoutesEnabled: Bool?
  var deletionProtectionEnabled: Bool?

  struct Response: Decodable, Sendable {
    var status: String?
  }
}

struct AssociateOriginationIdentity: ServiceOperation {
  var poolId: String
  var originationIdentity: String
  var isoCountryCode: String?
  var clientToken: String

  struct Response: Decodable, Sendable {}
}

struct DisassociateOriginationIdentity: ServiceOperation {
  var poolId: String
  var originationIdentity: String
  var isoCountryCode: String?
  var clientToken: String

  struct Response: Decodable, Sendable {}
}

/// Its members are released from it.
struct DeletePool: ServiceOperation {
  var poolId: String

  struct Response: Decodable, Sendable {}
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
