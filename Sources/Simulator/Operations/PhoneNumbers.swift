internal import SMSVoice

/// `RequestPhoneNumber`, `DescribePhoneNumbers`, `UpdatePhoneNumber`, `ReleasePhoneNumber`.
enum PhoneNumberOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "RequestPhoneNumber": { cloud, input throws(SimulatedError) in
      try cloud.requestPhoneNumber(input)
    },
    "DescribePhoneNumbers": { cloud, input throws(SimulatedError) in
      try cloud.describePhoneNumbers(input)
    },
    "UpdatePhoneNumber": { cloud, input throws(SimulatedError) in
      try cloud.updatePhoneNumber(input)
    },
    "ReleasePhoneNumber": { cloud, input throws(SimulatedError) in
      try cloud.releasePhoneNumber(input)
    },
  ]
}

extension RegionalCloud {
  /// The pool that a number is in.
  func pool(ofNumber id: String) -> Pool? {
    state.pools.first { $0.members.contains(PoolMember(phoneNumber: id)) }
  }

  /// What the number reads as now.
  func status(of number: PhoneNumber) -> String {
    number.status == "ACTIVE" && now < number.activeAt ? "PENDING" : number.status
  }

  private func row(_ number: PhoneNumber) -> JSONObject {
    let pool = pool(ofNumber: number.id)
    let showsPool = assumptions.holds(.pooledNumberSettings, "pool")
    var row: JSONObject = [
      "PhoneNumberArn": .string(arn(.phoneNumber, number.id)),
      "PhoneNumberId": .string(number.id),
      "PhoneNumber": .string(number.number),
      "Status": .string(status(of: number)),
      "IsoCountryCode": .string(number.country),
      "MessageType": .string(number.messageType),
      "NumberCapabilities": .strings(number.capabilities),
      "NumberType": .string(number.type),
      "MonthlyLeasingPrice": .string(number.monthlyPrice),
    ]
    let settings = showsPool ? pool?.settings ?? number.settings : number.settings
    for member in self.row(settings).members { row.append(member.name, member.value) }
    row["InternationalSendingEnabled"] = .bool(number.internationalSending)
    row["DeletionProtectionEnabled"] = .bool(number.deletionProtection)
    row["PoolId"] = .text(pool?.id)
    row["RegistrationId"] = .text(number.registrationId)
    row["Tags"] = wire(number.tags)
    row["CreatedTimestamp"] = .number(number.createdAt)
    return row
  }

  fileprivate func describePhoneNumbers(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    let numbers = try selection(from: \.phoneNumbers, ids: "PhoneNumberIds", input)
    return try listing("DescribePhoneNumbers", input)
      .page(numbers.map(row), into: "PhoneNumbers", as: "PhoneNumberInformation")
  }

  fileprivate mutating func updatePhoneNumber(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try index(
      of: input.text("PhoneNumberId"),
      in: \.phoneNumbers,
      field: "PhoneNumberId"
    )
    var number = state.phoneNumbers[index]
    let kind = ResourceKind.phoneNumber.rawValue
    guard status(of: number) == "ACTIVE" else {
      throw .conflict("RESOURCE_NOT_ACTIVE", kind, number.id)
    }
    if pool(ofNumber: number.id) != nil, !isAllowedOnPooledNumber(input) {
      throw .conflict("PHONE_NUMBER_ASSOCIATED_TO_POOL", kind, number.id)
    }
    number.settings = try updated(number.settings, input)
    if let international = input.flag("InternationalSendingEnabled") {
      if international, number.type == "TOLL_FREE" || number.type == "SIMULATOR" {
        throw .invalid(
          "INTERNATIONAL_SENDING_NOT_SUPPORTED",
          "InternationalSendingEnabled",
          "is not for numbers of type \(number.type)"
        )
      }
      number.internationalSending = international
    }
    number.deletionProtection =
      input.flag("DeletionProtectionEnabled") ?? number.deletionProtection
    state.phoneNumbers[index] = number
    return row(number)
  }

  private func isAllowedOnPooledNumber(_ input: CallInput) -> Bool {
    let names = input.members.members.map(\.name)
    return assumptions.holds(.pooledNumberDeletionProtection, "accepted")
      && names.allSatisfy { ["PhoneNumberId", "DeletionProtectionEnabled"].contains($0) }
  }

  fileprivate mutating func releasePhoneNumber(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try index(
      of: input.text("PhoneNumberId"),
      in: \.phoneNumbers,
      field: "PhoneNumberId"
    )
    var number = state.phoneNumbers[index]
    let kind = ResourceKind.phoneNumber.rawValue
    if number.deletionProtection {
      throw .conflict("DELETION_PROTECTION_ENABLED", kind, number.id)
    }
    if pool(ofNumber: number.id) != nil || now < number.releasableAt {
      throw .conflict("PHONE_NUMBER_ASSOCIATED_TO_POOL", kind, number.id)
    }
    if number.registrationId != nil {
      throw .conflict("PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION", kind, number.id)
    }
    state.phoneNumbers.remove(at: index)
    number.status = "DELETED"
    return row(number)
  }

  fileprivate mutating func requestPhoneNumber(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let country = try input.text("IsoCountryCode")
    let type = try input.text("NumberType")
    let messageType = try input.text("MessageType")
    guard state.phoneNumbers.count < Limits.phoneNumbers else {
      throw .quotaExceeded("PHONE_NUMBERS_PER_ACCOUNT")
    }
    // A promotional simulator number was seen to end as one that is not to be had.
    guard type != "SIMULATOR" || (messageType == "TRANSACTIONAL" && country == "US"),
      let text = freeNumber(in: country)
    else { throw .notFound(ResourceKind.phoneNumber.rawValue, "\(type)/\(country)") }
    var number = PhoneNumber(id: "phone-" + makeDigits(), number: text, country: country)
    number.createdAt = now
    number.messageType = messageType
    number.type = type
    number.capabilities = input.texts("NumberCapabilities") ?? []
    number.activeAt = now + activationTime
    number.internationalSending = input.flag("InternationalSendingEnabled") ?? false
    number.deletionProtection = input.flag("DeletionProtectionEnabled") ?? false
    number.registrationId = input["RegistrationId"].map { reference in
      String(reference.split(separator: "/").last ?? "")
    }
    if let reference = input["OptOutListName"] {
      let list = try index(of: reference, in: \.optOutLists, field: "OptOutListName")
      number.settings.optOutList = state.optOutLists[list].name
    }
    number.tags = try newTags(input)
    let poolID = input["PoolId"].flatMap { $0.isEmpty ? nil : $0 }
    // Only an active number can join, so one that is asked for inside a pool is active at once.
    if poolID != nil { number.activeAt = now }
    state.phoneNumbers.append(number)
    if let poolID {
      try join(number, pool: try index(of: poolID, in: \.pools, field: "PoolId"))
    }
    return row(number)
  }

  /// An invented number of the country, the lowest one not taken; nil when the country is unknown.
  private func freeNumber(in country: String) -> String? {
    let prefix = country == "US" ? "1206" : CountryTable.bundled[country]?.dialPrefixes.first
    guard let prefix else { return nil }
    let taken = Set(state.phoneNumbers.map(\.number))
    return (100...).lazy.map { "+\(prefix)5550\($0)" }.first { !taken.contains($0) }
  }
}
