/// `DescribeAccountAttributes`, `DescribeAccountLimits`, `DescribeSpendLimits`.
enum AccountOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "DescribeAccountAttributes": { cloud, input throws(SimulatedError) in
      try cloud.describeAccountAttributes(input)
    },
    "DescribeAccountLimits": { cloud, input throws(SimulatedError) in
      try cloud.describeAccountLimits(input)
    },
    "DescribeSpendLimits": { cloud, input throws(SimulatedError) in
      try cloud.describeSpendLimits(input)
    },
  ]
}

extension RegionalCloud {
  fileprivate func describeAccountAttributes(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    var rows: [JSONObject] = [["Name": "ACCOUNT_TIER", "Value": "PRODUCTION"]]
    let showsUnset = assumptions.holds(.defaultProtectAttribute, "empty")
    if let id = state.accountDefaultProtectConfiguration ?? (showsUnset ? "" : nil) {
      rows.append(["Name": "DEFAULT_PROTECT_CONFIGURATION_ID", "Value": .string(id)])
    }
    return try listing("DescribeAccountAttributes", input)
      .page(rows, into: "AccountAttributes", as: "AccountAttribute")
  }

  fileprivate func describeAccountLimits(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    let limits: [(String, Int, Int)] = [
      ("PHONE_NUMBERS", state.phoneNumbers.count, Limits.phoneNumbers),
      ("POOLS", state.pools.count, Limits.pools),
      ("CONFIGURATION_SETS", state.configurationSets.count, Limits.configurationSets),
      ("OPT_OUT_LISTS", state.optOutLists.count, Limits.optOutLists),
      ("SENDER_IDS", state.senderIds.count, Limits.senderIDs),
      ("REGISTRATIONS", 0, Limits.registrations),
      ("REGISTRATION_ATTACHMENTS", 0, Limits.registrationAttachments),
      ("VERIFIED_DESTINATION_NUMBERS", 0, Limits.verifiedDestinationNumbers),
    ]
    let rows: [JSONObject] = limits.map { name, used, most in
      ["Name": .string(name), "Used": .integer(used), "Max": .integer(most)]
    }
    return try listing("DescribeAccountLimits", input)
      .page(rows, into: "AccountLimits", as: "AccountLimit")
  }

  fileprivate func describeSpendLimits(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    let rows: [JSONObject] = ["TEXT", "VOICE", "MEDIA", "NOTIFY"].map { kind in
      [
        "Name": .string("\(kind)_MESSAGE_MONTHLY_SPEND_LIMIT"),
        "EnforcedLimit": .integer(1),
        "MaxLimit": .integer(1),
        "Overridden": false,
      ]
    }
    return try listing("DescribeSpendLimits", input)
      .page(rows, into: "SpendLimits", as: "SpendLimit")
  }
}
