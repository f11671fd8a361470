internal import SMSVoice

/// Lists pools: the account's own, or the one that a step asks for by id.
///
/// An id that the service does not know fails the whole call, so no two are asked for at once.
struct DescribePools: PaginatedOperation {
  /// At most five; nil for all, and then beside an owner, which cannot be given together with ids.
  var poolIds: [String]?
  /// `SELF` leaves out what other accounts share; nil beside ids.
  var owner: String?
  var maxResults: Int?
  var nextToken: String?

  struct Response: Page {
    var pools: [LivePool]?
    var nextToken: String?
    /// In canonical spelling, so that a row can be compared as it is.
    var items: [LivePool] { (pools ?? []).map(\.canonical) }
  }
}

/// A pool as the service tells it.
package struct LivePool: Decodable, Sendable, Equatable {
  /// What tags are read and written by.
  var poolArn: String
  /// `pool-` and 32 hexadecimal digits: how calls name it.
  var poolId: String
  /// `CREATING`, `ACTIVE` or `DELETING`.
  var status: String
  /// In capitals; fixed when the pool is made.
  var messageType: String
  /// Nil counts as false, here as in the other switches.
  var twoWayEnabled: Bool?
  /// Means nothing while two-way is off: the service may still show an old one then.
  var twoWayChannelArn: String?
  /// Nil for a channel that lets the service write without a role.
  var twoWayChannelRole: String?
  var selfManagedOptOutsEnabled: Bool?
  /// A name, never an ARN, once canonical; nil counts as the list `Default`.
  var optOutListName: String?
  var sharedRoutesEnabled: Bool?
  /// Not taken from the first member: false unless the creation or an update says otherwise.
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

/// Lists the members of one pool: numbers tell their pool themselves, sender IDs do not.
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
  /// Ends in `phone-number/phone-...`, or in `sender-id/NAME/CC`.
  var originationIdentityArn: String
  /// The number's id, or the sender ID's name.
  var originationIdentity: String
  /// Of a sender ID the country of its recipients, without which `senderID` is nil.
  var isoCountryCode: String?
  /// Of numbers only.
  var phoneNumber: String?
}

/// Makes a pool with its first member: there are no empty ones.
///
/// It takes opt-out list, two-way settings, self-managed opt-outs and keywords from that member.
/// `UpdatePool` and `PutKeyword` set what the manifest wants, once it is ACTIVE.
struct CreatePool: ServiceOperation {
  /// The first member: the id of a number, or the name of a sender ID.
  var originationIdentity: String
  /// Of sender IDs always, even beside an ARN; of numbers never.
  var isoCountryCode: String?
  /// A raw value of `MessageType`; it cannot change afterwards.
  var messageType: String
  /// Nil is false: it is not taken from the first member.
  var deletionProtectionEnabled: Bool?
  /// Those of ownership among them, by which later runs know the pool.
  var tags: [Tag]
  /// Left nil by plans: `UniqueCreation.make(in:)` derives it from all the rest, and in the end draws one.
  var clientToken: String?

  struct Response: Decodable, Sendable {
    /// The id of the pool that the token has made, be it in an earlier run.
    var poolId: String
  }
}

/// Changes settings of a pool; what is nil stays as it is.
///
/// With `twoWayEnabled` false channel and role are nil, since the service refuses them then. Right after a
/// role or topic policy was made it refuses those, too, for up to two minutes.
struct UpdatePool: ServiceOperation {
  var poolId: String
  var twoWayEnabled: Bool?
  /// The ARN of an SNS topic, or `connect.REGION.amazonaws.com`; it cannot be emptied.
  var twoWayChannelArn: String?
  /// It cannot be taken away once it is there.
  var twoWayChannelRole: String?
  var selfManagedOptOutsEnabled: Bool?
  /// The name of a list, or the ARN of one that another account shares.
  var optOutListName: String?
  var sharedRoutesEnabled: Bool?
  var deletionProtectionEnabled: Bool?

  struct Response: Decodable, Sendable {}
}

/// Puts a member into a pool; one whose settings, keywords or message type are not the pool's is refused.
///
/// A number must be ACTIVE and in no other pool. A sender ID may be in several.
struct AssociateOriginationIdentity: ServiceOperation {
  var poolId: String
  /// As in `CreatePool`, and so is the country.
  var originationIdentity: String
  var isoCountryCode: String?
  /// Random for each attempt: a token keeps the refusal that it met.
  var clientToken: String

  struct Response: Decodable, Sendable {}
}

/// Takes a member out of a pool, the last number of which cannot leave.
///
/// It takes effect after a while: steps wait until the member is no longer listed.
struct DisassociateOriginationIdentity: ServiceOperation {
  var poolId: String
  /// As in `CreatePool`, and so is the country.
  var originationIdentity: String
  var isoCountryCode: String?
  /// Random for each attempt: a token keeps the refusal that it met.
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
