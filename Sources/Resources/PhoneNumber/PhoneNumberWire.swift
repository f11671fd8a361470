internal import SMSVoice

/// Lists the account's own numbers, or the one that a step asks for by id.
struct DescribePhoneNumbers: PaginatedOperation {
  /// At most five; nil for all, and then beside an owner, which cannot be given together with ids.
  var phoneNumberIds: [String]?
  /// `SELF` leaves out what other accounts share; nil beside ids.
  var owner: String?
  var maxResults: Int?
  var nextToken: String?

  struct Response: Page {
    var phoneNumbers: [LivePhoneNumber]?
    var nextToken: String?
    /// In canonical spelling, so that a row can be compared as it is.
    var items: [LivePhoneNumber] { (phoneNumbers ?? []).map(\.canonical) }
  }
}

/// A phone number as the service tells it.
package struct LivePhoneNumber: Decodable, Sendable, Equatable {
  /// What tags are read and written by, and members of pools are compared by.
  var phoneNumberArn: String
  /// `phone-` and 32 hexadecimal digits: how calls name it.
  var phoneNumberId: String
  /// E.164, or a short code.
  var phoneNumber: String
  /// `PENDING`, `ACTIVE`, `ASSOCIATING`, `DISASSOCIATING` or `DELETED`.
  var status: String
  /// The number's own country, told where one short code is several numbers.
  var isoCountryCode: String?
  /// In capitals; fixed for good.
  var messageType: String?
  /// Such as `SMS` and `VOICE`; fixed for good.
  var numberCapabilities: [String]?
  /// Nil counts as false, here as in the other switches.
  var twoWayEnabled: Bool?
  /// Means nothing while two-way is off: the service may still show an old one then.
  var twoWayChannelArn: String?
  /// Nil for a channel that lets the service write without a role.
  var twoWayChannelRole: String?
  var selfManagedOptOutsEnabled: Bool?
  /// A name, never an ARN, once canonical; nil counts as the list `Default`.
  var optOutListName: String?
  /// Of numbers only: a pool has no such setting.
  var internationalSendingEnabled: Bool?
  var deletionProtectionEnabled: Bool?
  /// The pool it is in; nil when in none.
  var poolId: String?

  /// The settings that a pool has as well.
  ///
  /// Of a number in a pool they mean nothing.
  var settings: MessagingSettings {
    MessagingSettings(
      optOutList: optOutListName ?? OptOutListKind.builtInName,
      twoWay: .live(enabled: twoWayEnabled, channel: twoWayChannelArn, role: twoWayChannelRole),
      selfManagedOptOuts: selfManagedOptOutsEnabled ?? false
    )
  }
}

extension LivePhoneNumber {
  /// The address of the opt-out list that it uses while it is in no pool.
  func listAddress(in scope: RegionScope) -> Address {
    scope.address(OptOutListKind.name, settings.optOutList ?? OptOutListKind.builtInName)
  }

  /// The number with the settings that it has in a pool.
  func asMember(of pool: LivePool) -> LivePhoneNumber {
    var number = self
    number.twoWayEnabled = pool.twoWayEnabled
    number.twoWayChannelArn = pool.twoWayChannelArn
    number.twoWayChannelRole = pool.twoWayChannelRole
    number.selfManagedOptOutsEnabled = pool.selfManagedOptOutsEnabled
    number.optOutListName = pool.optOutListName
    return number
  }
}

/// Changes settings of a number that is in no pool; what is nil stays as it is.
///
/// With `twoWayEnabled` false channel and role are nil, since the service refuses them then. Right after a
/// role or topic policy was made it refuses those, too, for up to two minutes.
struct UpdatePhoneNumber: ServiceOperation {
  var phoneNumberId: String
  var twoWayEnabled: Bool?
  /// The ARN of an SNS topic, or `connect.REGION.amazonaws.com`; it cannot be emptied.
  var twoWayChannelArn: String?
  /// It cannot be taken away once it is there.
  var twoWayChannelRole: String?
  var selfManagedOptOutsEnabled: Bool?
  /// The name of a list, or the ARN of one that another account shares.
  var optOutListName: String?
  var internationalSendingEnabled: Bool?
  var deletionProtectionEnabled: Bool?

  struct Response: Decodable, Sendable {}
}

/// The account's own phone numbers, found by whatever a manifest may call them.
package struct LivePhoneNumbers: Sendable {
  /// Those that are not deleted.
  let all: [LivePhoneNumber]
  private let byText: [String: [Int]]

  /// Leaves out what has been released.
  package init(_ numbers: [LivePhoneNumber]) {
    // A released number may still be listed for a while, as DELETED.
    all = numbers.filter { $0.status != "DELETED" }
    var byText: [String: [Int]] = [:]
    for (index, number) in all.enumerated() {
      for text in Set([number.phoneNumber, number.phoneNumberId, number.phoneNumberArn]) {
        byText[text, default: []].append(index)
      }
    }
    self.byText = byText
  }

  /// The numbers whose E.164 form, short code, id or ARN is exactly `text`.
  ///
  /// More than one only for a short code that the account has in several countries.
  package func matches(_ text: String) -> [LivePhoneNumber] {
    (byText[text] ?? []).map { all[$0] }
  }

  /// The number that `text` names; nil when there is none, or more than one.
  package subscript(text: String) -> LivePhoneNumber? {
    let matches = matches(text)
    return matches.count == 1 ? matches.first : nil
  }
}

extension RegionReader {
  /// The account's own phone numbers.
  package func phoneNumbers() async throws -> LivePhoneNumbers {
    try await once("phone numbers") { reader in
      LivePhoneNumbers(try await reader.all(DescribePhoneNumbers(owner: "SELF", maxResults: 100)))
    }
  }
}

extension TwoWay {
  /// Two-way as a read tells it.
  ///
  /// With it disabled the service may still show an old channel.
  package static func live(enabled: Bool?, channel: String?, role: String?) -> TwoWay {
    enabled == true ? .on(channel: channel ?? "", role: role) : .off
  }
}
