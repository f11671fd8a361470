internal import SMSVoice

/// `RequestSenderId`, `DescribeSenderIds`, `UpdateSenderId`, `ReleaseSenderId`.
enum SenderIDOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "RequestSenderId": { cloud, input throws(SimulatedError) in
      try cloud.requestSenderID(input)
    },
    "DescribeSenderIds": { cloud, input throws(SimulatedError) in
      try cloud.describeSenderIDs(input)
    },
    "UpdateSenderId": { cloud, input throws(SimulatedError) in
      try cloud.updateSenderID(input)
    },
    "ReleaseSenderId": { cloud, input throws(SimulatedError) in
      try cloud.releaseSenderID(input)
    },
  ]
}

extension RegionalCloud {
  fileprivate func row(_ sender: SenderID) -> JSONObject {
    [
      "SenderIdArn": .string(arn(.senderID, sender.id)),
      "SenderId": .string(sender.name),
      "IsoCountryCode": .string(sender.country),
      "MessageTypes": .strings(sender.messageTypes),
      "MonthlyLeasingPrice": "0.00",
      "DeletionProtectionEnabled": .bool(sender.deletionProtection),
      "Registered": .bool(sender.registered),
      "RegistrationId": .text(sender.registrationId),
      "Tags": wire(sender.tags),
    ]
  }

  /// Where a sender ID stands, by name or ARN and country.
  func senderIndex(_ reference: String, country: String) throws(SimulatedError) -> Int {
    var name = try id(reference, .senderID, field: "senderId")
    if let slash = name.firstIndex(of: "/") {
      guard name[name.index(after: slash)...] == country else {
        throw .invalid("COUNTRY_CODE_MISMATCH", "IsoCountryCode", "is not the country of the ARN")
      }
      name = String(name[..<slash])
    }
    let wanted = name.uppercased()
    let index = state.senderIds.firstIndex {
      $0.country == country && $0.name.uppercased() == wanted
    }
    guard let index else { throw .notFound(ResourceKind.senderID.rawValue, "\(name)/\(country)") }
    return index
  }

  fileprivate mutating func requestSenderID(_ input: CallInput) throws(SimulatedError) -> JSONObject
  {
    let given = try input.text("SenderId")
    let country = try input.text("IsoCountryCode")
    let name = assumptions.holds(.senderIDCase, "upper") ? given.uppercased() : given
    try checkCountry(country, name: name)
    guard (try? senderIndex(name, country: country)) == nil else {
      let id = "\(name)/\(country)"
      throw .conflict("RESOURCE_ALREADY_EXISTS", ResourceKind.senderID.rawValue, id)
    }
    guard state.senderIds.count < Limits.senderIDs else {
      throw .quotaExceeded("SENDER_IDS_PER_ACCOUNT")
    }
    var types = input.texts("MessageTypes") ?? []
    if types.isEmpty {
      let both = assumptions.holds(.senderIDDefaultMessageTypes, "both")
      types = both ? ["TRANSACTIONAL", "PROMOTIONAL"] : ["TRANSACTIONAL"]
    }
    let sender = SenderID(
      name: name,
      country: country,
      messageTypes: types,
      deletionProtection: input.flag("DeletionProtectionEnabled") ?? false,
      tags: try newTags(input)
    )
    state.senderIds.append(sender)
    return row(sender)
  }

  private func checkCountry(_ country: String, name: String) throws(SimulatedError) {
    let support = CountryTable.bundled[country]?.senderId ?? .notSupported
    let spreading = now < state.releasedSenderIds["\(name)/\(country)"] ?? 0
    switch support {
    case .supported where !spreading: return
    case .supported, .registrationRequired:
      throw .invalid(
        "SENDER_ID_REQUIRES_REGISTRATION",
        "IsoCountryCode",
        "sender IDs of \(country) must be registered"
      )
    case .notSupported:
      throw .invalid(
        "SENDER_ID_NOT_SUPPORTED",
        "IsoCountryCode",
        "\(country) does not support sender IDs"
      )
    }
  }

  fileprivate func describeSenderIDs(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    let wanted = input.objects("SenderIds")
    if !wanted.isEmpty, input.has("Owner") { throw .ownerWithIDs("SenderIds") }
    var senders = input["Owner"] == "SHARED" ? [] : state.senderIds
    if !wanted.isEmpty { senders = [] }
    for key in wanted {
      do {
        let name = key["SenderId"]?.text ?? ""
        let country = key["IsoCountryCode"]?.text ?? ""
        senders.append(state.senderIds[try senderIndex(name, country: country)])
      } catch {
        try tolerate(error)
      }
    }
    var rows = senders.map(row)
    if showsShared(input, ids: "SenderIds") {
      rows.append(sharingAccount.row(SenderID(name: "SHAREDID", country: "DE")))
    }
    if assumptions.holds(.senderIDMessageTypes, "mixed") { rows = rows.map(Self.mixedCase) }
    return try listing("DescribeSenderIds", input)
      .page(rows, into: "SenderIds", as: "SenderIdInformation")
  }

  /// The describe, and only the describe, spells message types `Transactional`.
  private static func mixedCase(_ row: JSONObject) -> JSONObject {
    var row = row
    let types = row["MessageTypes"]?.elements ?? []
    row["MessageTypes"] = .strings(
      types.compactMap(\.text).map { $0.prefix(1) + $0.dropFirst().lowercased() }
    )
    return row
  }

  private func senderIndex(_ input: CallInput) throws(SimulatedError) -> Int {
    try senderIndex(input.text("SenderId"), country: input.text("IsoCountryCode"))
  }

  fileprivate mutating func updateSenderID(_ input: CallInput) throws(SimulatedError) -> JSONObject
  {
    let index = try senderIndex(input)
    if let protection = input.flag("DeletionProtectionEnabled") {
      state.senderIds[index].deletionProtection = protection
    }
    return row(state.senderIds[index])
  }

  fileprivate mutating func releaseSenderID(_ input: CallInput) throws(SimulatedError) -> JSONObject
  {
    let index = try senderIndex(input)
    let sender = state.senderIds[index]
    let kind = ResourceKind.senderID.rawValue
    if sender.deletionProtection {
      throw .conflict("DELETION_PROTECTION_ENABLED", kind, sender.id)
    }
    let member = PoolMember(senderId: sender.name, country: sender.country)
    if state.pools.contains(where: { $0.members.contains(member) }) {
      throw .conflict("SENDER_ID_ASSOCIATED_TO_POOL", kind, sender.id)
    }
    state.senderIds.remove(at: index)
    if assumptions.holds(.senderIDRelease, "spreads") {
      state.releasedSenderIds[sender.id] = now + Self.spreadingTime
    }
    return row(sender)
  }
}
