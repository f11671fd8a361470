/// A number or sender ID that a call about a pool names.
enum OriginationIdentity {
  /// By its id or ARN; a number is in one pool at most.
  case phoneNumber(PhoneNumber)
  /// By its name or ARN and the country; it may be in several pools.
  case senderID(SenderID)

  /// How the pool remembers it.
  var member: PoolMember {
    switch self {
    case .phoneNumber(let number): PoolMember(phoneNumber: number.id)
    case .senderID(let sender): PoolMember(senderId: sender.name, country: sender.country)
    }
  }

  /// Two letters; of a sender ID the one it sends to.
  var country: String {
    switch self {
    case .phoneNumber(let number): number.country
    case .senderID(let sender): sender.country
    }
  }

  /// The id or name, as results show it.
  var name: String {
    switch self {
    case .phoneNumber(let number): number.id
    case .senderID(let sender): sender.name
    }
  }

  /// The kind and id of its ARN.
  var resource: (kind: ResourceKind, id: String) {
    switch self {
    case .phoneNumber(let number): (.phoneNumber, number.id)
    case .senderID(let sender): (.senderID, sender.id)
    }
  }
}

extension RegionalCloud {
  /// The identity that `OriginationIdentity` and `IsoCountryCode` of a call name.
  ///
  /// A sender ID needs the country even when it is given by ARN; without it the service complains
  /// of an invalid ARN in `senderId`.
  func identity(_ input: CallInput) throws(SimulatedError) -> OriginationIdentity {
    let reference = try input.text("OriginationIdentity")
    let country = input["IsoCountryCode"]
    if reference.hasPrefix("phone-") || reference.contains(":phone-number/") {
      let index = try index(of: reference, in: \.phoneNumbers, field: "OriginationIdentity")
      let number = state.phoneNumbers[index]
      guard country == nil || country == number.country else {
        throw .invalid("COUNTRY_CODE_MISMATCH", "IsoCountryCode", "is not the number's country")
      }
      return .phoneNumber(number)
    }
    guard let country else {
      throw .invalid("INVALID_ARN", "senderId", "'\(reference)' is not a valid sender ID ARN")
    }
    return .senderID(state.senderIds[try senderIndex(reference, country: country)])
  }

  /// The identity behind a member of a pool; nil when it is gone.
  func identity(_ member: PoolMember) -> OriginationIdentity? {
    if let id = member.phoneNumber {
      return state.phoneNumbers.first { $0.id == id }.map { .phoneNumber($0) }
    }
    return state.senderIds.first { $0.name == member.senderId && $0.country == member.country }
      .map { .senderID($0) }
  }
}
