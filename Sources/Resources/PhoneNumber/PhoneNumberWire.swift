internal import SMSVoice

struct DescribePhoneNumbers: PaginatedOperation {
  var phoneNumberIds: [String]?
  var owner: String?
  var maxResults: Int?
  var nextToken: String?

  struct Response: Page {
    var phoneNumbers: [LivePhoneNumber]?
    var nextToken: String?
    var items: [LivePhoneNumber] { (phoneNumbers ?? []).map(\.canonical) }
  }
}

/// A phone number as the service tells it.
package struct LivePhoneNumber: Decodable, Sendable, Equatable {
  var phoneNumberArn: String
  var phoneNumberId: String
  /// E.164, or a short code.
  var phoneNumber: String
  /// `PENDING`, `ACTIVE`, `ASSOCIATING`, `DISASSOCIATING` or `DELETED`.
  var status: String
  var isoCountryCode: String?
  var messageType: String?
  var numberCapabilities: [String]?
  var twoWayEnabled: Bool?
  var twoWayChannelArn: String?
  var twoWayChannelRole: String?
  var selfManagedOptOutsEnabled: Bool?
  var optOutListName: String?
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

struct UpdatePhoneNumber: ServiceOperation {
  var phoneNumberId: String
  var twoWayEnabled: Bool?
  var twoWayChannelArn: String?
  var twoWayChannelRole: String?
  var selfManagedOptOutsEnabled: Bool?
  var optOutListName: String?
  var internationalSendingEnabled: Bool?
  var deletionProtectionEnabled: Bool?

  struct Response: Decodable, Sendable {
    var status: String?
  }
}

/// The account's own phone numbers, found by whatever a manifest may call them.
package struct LivePhoneNumbers: Sendable {
  /// Those that are not deleted.
  let all: [LivePhoneNumber]
  private let byText: [String: [Int]]

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
