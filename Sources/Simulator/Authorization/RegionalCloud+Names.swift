/// Finds the resources that a request names, by the ARNs that policies know them by.
extension RegionalCloud {
  /// The resources that a request names by id, name or ARN, whether they exist or not.
  func namedResources(_ input: CallInput) -> [(kind: ResourceKind, arn: String)] {
    var named: [(kind: ResourceKind, arn: String)] = []
    for (kind, member) in Self.referenceMembers {
      for reference in [input[member]].compactMap(\.self) + (input.texts(member + "s") ?? []) {
        named.append((kind, arn(of: reference, kind)))
      }
    }
    if let sender = input["SenderId"] {
      named.append((.senderID, senderARN(sender, country: input["IsoCountryCode"])))
    }
    for sender in input.objects("SenderIds") {
      let country = sender["IsoCountryCode"]?.text
      named.append((.senderID, senderARN(sender["SenderId"]?.text ?? "", country: country)))
    }
    if let identity = input["OriginationIdentity"] {
      named.append(origination(identity, country: input["IsoCountryCode"]))
    }
    if let arn = input["ResourceArn"], let kind = Self.kind(ofARN: arn) {
      named.append((kind, arn))
    }
    return named
  }

  /// The members that name one resource; with an `s` they name several.
  private static let referenceMembers: [(ResourceKind, String)] = [
    (.configurationSet, "ConfigurationSetName"), (.optOutList, "OptOutListName"),
    (.phoneNumber, "PhoneNumberId"), (.pool, "PoolId"),
    (.protectConfiguration, "ProtectConfigurationId"),
  ]

  private func arn(of reference: String, _ kind: ResourceKind) -> String {
    reference.hasPrefix("arn:") ? reference : arn(kind, reference)
  }

  private func origination(
    _ identity: String,
    country: String?
  ) -> (kind: ResourceKind, arn: String) {
    if identity.hasPrefix("phone-") || identity.contains(":phone-number/") {
      return (.phoneNumber, arn(of: identity, .phoneNumber))
    }
    if identity.hasPrefix("pool-") || identity.contains(":pool/") {
      return (.pool, arn(of: identity, .pool))
    }
    return (.senderID, senderARN(identity, country: country))
  }

  /// The ARN of a sender ID as it is kept, which may be in other letters than the request's.
  private func senderARN(_ reference: String, country: String?) -> String {
    guard !reference.hasPrefix("arn:"), let country else { return arn(of: reference, .senderID) }
    let index = try? senderIndex(reference, country: country)
    return arn(.senderID, index.map { state.senderIds[$0].id } ?? "\(reference)/\(country)")
  }

  /// The kind of resource that an ARN is of; nil for what the simulator does not have.
  static func kind(ofARN arn: String) -> ResourceKind? {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6 else { return nil }
    return ResourceKind(rawValue: String(parts[5].prefix { $0 != "/" }))
  }
}
