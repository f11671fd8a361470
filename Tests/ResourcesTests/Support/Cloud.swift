import SMSVoice

/// What an account holds in every region, as the rows that reads answer with.
struct Cloud: Sendable {
  var optOutLists = ["Default"]
  /// The opted-out numbers of a list.
  var optedOut: [String: [String]] = [:]
  var senderIDs: [JSON] = []
  var numbers: [JSON] = []
  var pools: [JSON] = []
  /// The members of a pool, by its id.
  var members: [String: [JSON]] = [:]
  /// The keywords of a number or pool beside HELP and STOP, by its id.
  var keywords: [String: [JSON]] = [:]
  var protectConfigurations: [JSON] = []
  /// Country to status, by id and capability.
  var rules: [String: [String: String]] = [:]
  /// By the id of the protect configuration.
  var overrides: [String: [JSON]] = [:]
  var configurationSets: [JSON] = []
  /// By ARN.
  var tags: [String: [String: String]] = [:]
  /// By ARN, as the tagging API tells them, whatever it is asked; nil for those that there are.
  var bulkTags: [String: [String: String]]?
  /// Whether HELP and STOP are listed only when they are asked for by name.
  var hidesBuiltInKeywords = false
  /// How many rows a page holds.
  var pageSize = 100

  /// The countries that rules of a new protect configuration have.
  static let ruledCountries = ["CA", "DE", "FR", "GB", "MX", "US"]

  /// The countries there are: those with rules, and a few more.
  static let countries = CountryTable(
    asOf: CountryTable.bundled.asOf,
    countries: (ruledCountries + ["AE", "JO", "NO", "PT"]).compactMap { CountryTable.bundled[$0] }
  )

  static func arn(_ resource: String) -> String {
    "arn:aws:sms-voice:us-east-1:123456789012:\(resource)"
  }

  /// The answer to a call; creations, associations and event destinations are remembered.
  mutating func answer(_ call: FakeService.Call) throws -> JSON {
    let body = call.body
    switch call.operation {
    case "DescribeOptOutLists":
      let rows = optOutLists.map { name -> JSON in
        ["OptOutListArn": "\(Self.arn("opt-out-list/\(name)"))", "OptOutListName": "\(name)"]
      }
      return page(rows, "OptOutLists", body)
    case "DescribeOptedOutNumbers":
      let numbers = optedOut[body["OptOutListName"]?.text ?? ""] ?? []
      return page(numbers.map { ["OptedOutNumber": "\($0)"] }, "OptedOutNumbers", body)
    case "DescribeSenderIds": return page(senderIDs, "SenderIds", body)
    case "DescribePhoneNumbers":
      return page(pick(numbers, "PhoneNumberId", body["PhoneNumberIds"]), "PhoneNumbers", body)
    case "DescribePools": return page(pick(pools, "PoolId", body["PoolIds"]), "Pools", body)
    case "ListPoolOriginationIdentities":
      return page(members[body["PoolId"]?.text ?? ""] ?? [], "OriginationIdentities", body)
    case "DescribeKeywords":
      let own = keywords[body["OriginationIdentity"]?.text ?? ""] ?? []
      let builtIn = hidesBuiltInKeywords && body["Keywords"] == nil ? [] : Self.builtInKeywords
      return page(builtIn + own, "Keywords", body)
    case "DescribeProtectConfigurations":
      let rows = pick(
        protectConfigurations,
        "ProtectConfigurationId",
        body["ProtectConfigurationIds"]
      )
      return page(rows, "ProtectConfigurations", body)
    case "GetProtectConfigurationCountryRuleSet": return ruleSet(body)
    case "ListProtectConfigurationRuleSetNumberOverrides":
      let id = body["ProtectConfigurationId"]?.text ?? ""
      return page(overrides[id] ?? [], "RuleSetNumberOverrides", body)
    case "DescribeConfigurationSets": return page(configurationSets, "ConfigurationSets", body)
    case "ListTagsForResource":
      let own = tags[body["ResourceArn"]?.text ?? ""] ?? [:]
      return ["Tags": Self.wire(own)]
    case "GetResources": return taggedResources(body)
    default: return try write(call)
    }
  }

  private mutating func write(_ call: FakeService.Call) throws -> JSON {
    let body = call.body
    switch call.operation {
    case "CreatePool":
      let id = "pool-new\(pools.count)"
      pools.append(.pool(id, type: body["MessageType"]?.text ?? ""))
      join(id, body)
      return ["PoolId": "\(id)"]
    case "AssociateOriginationIdentity": join(body["PoolId"]?.text ?? "", body)
    case "DisassociateOriginationIdentity":
      let identity = body["OriginationIdentity"]?.text
      let country = body["IsoCountryCode"]?.text
      members[body["PoolId"]?.text ?? ""]?.removeAll {
        $0["OriginationIdentity"]?.text == identity
          && (country == nil || $0["IsoCountryCode"]?.text == country)
      }
    case "DeletePool": pools.removeAll { $0["PoolId"] == body["PoolId"] }
    case "DeleteKeyword":
      keywords[body["OriginationIdentity"]?.text ?? ""]?.removeAll {
        $0["Keyword"] == body["Keyword"]
      }
    case "CreateProtectConfiguration":
      let id = "protect-new\(protectConfigurations.count)"
      protectConfigurations.append(.protectConfiguration(id))
      return ["ProtectConfigurationId": "\(id)"]
    case "RequestSenderId":
      return ["SenderIdArn": "arn", "MonthlyLeasingPrice": "1.50"]
    case "CreateConfigurationSet":
      configurationSets.append(.configurationSet(body["ConfigurationSetName"]?.text ?? ""))
    case "CreateEventDestination", "UpdateEventDestination", "DeleteEventDestination":
      try changeDestination(call)
    default: break
    }
    return [:]
  }

  private mutating func join(_ pool: String, _ body: JSON) {
    let identity = body["OriginationIdentity"]?.text ?? ""
    if let country = body["IsoCountryCode"]?.text {
      members[pool, default: []].append(.member(sender: identity, country))
    } else {
      members[pool, default: []].append(.member(number: identity))
    }
  }

  private func pick(_ rows: [JSON], _ key: String, _ wanted: JSON?) -> [JSON] {
    guard let wanted else { return rows }
    return rows.filter { row in row[key].map(wanted.items.contains) ?? false }
  }

  private func page(_ rows: [JSON], _ name: String, _ body: JSON) -> JSON {
    let start = body["NextToken"]?.text.flatMap(Int.init) ?? 0
    let end = min(start + pageSize, rows.count)
    let page = JSON.object([name: .array(Array(rows[start..<end]))])
    return end < rows.count ? page.merging(["NextToken": "\(end)"]) : page
  }

  private func ruleSet(_ body: JSON) -> JSON {
    let id = body["ProtectConfigurationId"]?.text ?? ""
    let capability = body["NumberCapability"]?.text ?? ""
    let open = Dictionary(uniqueKeysWithValues: Self.ruledCountries.map { ($0, "ALLOW") })
    let rules = rules["\(id) \(capability)"] ?? open
    return ["CountryRuleSet": .object(rules.mapValues { ["ProtectStatus": "\($0)"] })]
  }

  private static let builtInKeywords: [JSON] = [
    .keyword("HELP", "Help text", "AUTOMATIC_RESPONSE"), .keyword("STOP", "Stop text", "OPT_OUT"),
  ]
}

// MARK: - Rows

extension JSON {
  /// An active number in no pool with everything off; its id is `phone-` and the digits.
  static func number(
    _ text: String,
    status: String = "ACTIVE",
    list: String = "Default",
    pool: String? = nil,
    _ more: JSON = [:]
  ) -> JSON {
    let id = "phone-\(text.filter(\.isNumber))"
    var row: JSON = [
      "PhoneNumberArn": "\(Cloud.arn("phone-number/\(id)"))", "PhoneNumberId": "\(id)",
      "PhoneNumber": "\(text)", "Status": "\(status)", "OptOutListName": "\(list)",
      "TwoWayEnabled": false, "SelfManagedOptOutsEnabled": false,
      "InternationalSendingEnabled": false, "DeletionProtectionEnabled": false,
    ]
    if let pool { row = row.merging(["PoolId": "\(pool)"]) }
    return row.merging(more)
  }

  /// An active pool with everything off.
  static func pool(
    _ id: String,
    type: String = "TRANSACTIONAL",
    status: String = "ACTIVE",
    list: String = "Default",
    _ more: JSON = [:]
  ) -> JSON {
    let row: JSON = [
      "PoolArn": "\(Cloud.arn("pool/\(id)"))", "PoolId": "\(id)", "Status": "\(status)",
      "MessageType": "\(type)", "OptOutListName": "\(list)", "TwoWayEnabled": false,
      "SelfManagedOptOutsEnabled": false, "SharedRoutesEnabled": false,
      "DeletionProtectionEnabled": false,
    ]
    return row.merging(more)
  }

  static func member(number id: String) -> JSON {
    [
      "OriginationIdentityArn": "\(Cloud.arn("phone-number/\(id)"))",
      "OriginationIdentity": "\(id)", "PhoneNumber": "+\(id.filter(\.isNumber))",
    ]
  }

  static func member(sender name: String, _ country: String) -> JSON {
    [
      "OriginationIdentityArn": "\(Cloud.arn("sender-id/\(name)/\(country)"))",
      "OriginationIdentity": "\(name)", "IsoCountryCode": "\(country)",
    ]
  }

  static func senderID(
    _ name: String,
    _ country: String,
    types: [String] = ["Transactional"],
    protected: Bool = false
  ) -> JSON {
    [
      "SenderIdArn": "\(Cloud.arn("sender-id/\(name)/\(country)"))", "SenderId": "\(name)",
      "IsoCountryCode": "\(country)", "MessageTypes": .array(types.map { "\($0)" }),
      "DeletionProtectionEnabled": .bool(protected),
    ]
  }

  static func keyword(_ name: String, _ message: String, _ action: String) -> JSON {
    [
      "Keyword": "\(name)", "KeywordMessage": "\(message)", "KeywordAction": "\(action)",
    ]
  }

  static func protectConfiguration(
    _ id: String,
    isDefault: Bool = false,
    protected: Bool = false
  ) -> JSON {
    [
      "ProtectConfigurationArn": "\(Cloud.arn("protect-configuration/\(id)"))",
      "ProtectConfigurationId": "\(id)", "AccountDefault": .bool(isDefault),
      "DeletionProtectionEnabled": .bool(protected),
    ]
  }

  static func override(_ number: String, _ action: String, expires: Int? = nil) -> JSON {
    let row: JSON = ["DestinationPhoneNumber": "\(number)", "Action": "\(action)"]
    return expires.map { row.merging(["ExpirationTimestamp": .number(Double($0))]) } ?? row
  }

  static func configurationSet(
    _ name: String,
    destinations: [JSON] = [],
    _ more: JSON = [:]
  ) -> JSON {
    let row: JSON = [
      "ConfigurationSetArn": "\(Cloud.arn("configuration-set/\(name)"))",
      "ConfigurationSetName": "\(name)", "EventDestinations": .array(destinations),
    ]
    return row.merging(more)
  }

  static func destination(_ name: String, events: [String], _ sink: JSON) -> JSON {
    let row: JSON = [
      "EventDestinationName": "\(name)", "Enabled": true,
      "MatchingEventTypes": .array(events.map { "\($0)" }),
    ]
    return row.merging(sink)
  }
}
