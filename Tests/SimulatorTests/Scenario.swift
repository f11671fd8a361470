import Foundation
import Simulator
import Testing

/// A day in the life of an account that touches every operation and every open question.
///
/// Calls may fail: what counts is the transcript, one line a call, that assumptions must change.
struct Scenario {
  private let bench: Bench
  private(set) var transcript: [String] = []
  /// The operations that succeeded at least once.
  private(set) var succeeded: Set<String> = []

  /// Runs it all under `NAME=VALUE` assumptions.
  init(assume: [String] = []) throws {
    bench = try Bench.make(assume: assume, seed: numbersSeed)
    senderIDs()
    pools()
    numbers()
    keywords()
    configurationSets()
    protectConfigurations()
    listsAndTags()
    account()
  }

  @discardableResult
  private mutating func call(_ operation: String, _ members: JSONObject = [:]) -> JSONObject {
    let answer = bench.send(operation, members)
    if answer.status == 200 { succeeded.insert(operation) }
    transcript.append("\(operation) \(String(decoding: answer.body, as: UTF8.self))")
    return (try? JSONReader.value(from: answer.body))?.fields ?? [:]
  }

  private static let inbound: JSON = "arn:aws:sns:eu-west-1:123456789012:inbound"

  private mutating func senderIDs() {
    let key: JSONObject = ["SenderId": "Acme", "IsoCountryCode": "SE"]
    call("RequestSenderId", key)
    call("UpdateSenderId", key)
    call("DescribeSenderIds")
    bench.step = 0.5
    call("ReleaseSenderId", key)
    call("RequestSenderId", key)
    bench.step = 2
  }

  private mutating func pools() {
    let first: JSONObject = ["OriginationIdentity": "phone-b", "MessageType": "TRANSACTIONAL"]
    bench.step = 0.05
    let pool: JSONObject = ["PoolId": call("CreatePool", first)["PoolId"]]
    func with(_ members: JSONObject) -> JSONObject {
      members.members.reduce(into: pool) { $0[$1.name] = $1.value }
    }
    call("UpdatePool", with(["SharedRoutesEnabled": true]))
    bench.step = 2
    call("DescribePools")
    call("AssociateOriginationIdentity", with(["OriginationIdentity": "phone-d"]))
    call("ListPoolOriginationIdentities", pool)
    call("AssociateOriginationIdentity", with(["OriginationIdentity": "phone-d"]))
    call("UpdatePhoneNumber", ["PhoneNumberId": "phone-b", "DeletionProtectionEnabled": true])
    call("UpdatePhoneNumber", ["PhoneNumberId": "phone-b", "DeletionProtectionEnabled": false])
    call("PutKeyword", ["OriginationIdentity": "phone-b", "Keyword": "A", "KeywordMessage": "a"])
    var info: JSONObject = ["OriginationIdentity": pool["PoolId"], "Keyword": "HELP"]
    info["KeywordMessage"] = "Call us"
    call("PutKeyword", info)
    call("UpdatePool", with(["OptOutListName": "otp"]))
    call("DescribePhoneNumbers")
    call("DescribeKeywords", ["OriginationIdentity": "phone-b"])
    bench.step = 0.5
    call("DisassociateOriginationIdentity", with(["OriginationIdentity": "phone-d"]))
    call("ReleasePhoneNumber", ["PhoneNumberId": "phone-d"])
    bench.step = 2
    call("DisassociateOriginationIdentity", with(["OriginationIdentity": "phone-d"]))
    call("UpdatePool", with(["OptOutListName": "Default"]))
    call("UpdatePhoneNumber", ["PhoneNumberId": "phone-d", "OptOutListName": "Default"])
    // Now only the text of HELP is different.
    info["OriginationIdentity"] = "phone-d"
    info["KeywordMessage"] = "Write to us"
    call("PutKeyword", info)
    call("AssociateOriginationIdentity", with(["OriginationIdentity": "phone-d"]))
    let sender: JSONObject = ["OriginationIdentity": "BRAND", "IsoCountryCode": "DE"]
    call("AssociateOriginationIdentity", with(sender))
    bench.step = 0.1
    call("DeletePool", pool)
    call("DescribePools")
    bench.step = 2
    senderPool(sender)
  }

  private mutating func senderPool(_ sender: JSONObject) {
    var create = sender
    create["MessageType"] = "TRANSACTIONAL"
    var member = sender
    member["PoolId"] = call("CreatePool", create)["PoolId"]
    call("DisassociateOriginationIdentity", member)
  }

  private mutating func numbers() {
    // phone-a can speak too, phone-d cannot.
    let pool = call(
      "CreatePool",
      ["OriginationIdentity": "phone-a", "MessageType": "TRANSACTIONAL"]
    )
    call("UpdatePool", ["PoolId": pool["PoolId"], "OptOutListName": "otp"])
    for off in [nil, Self.inbound] {
      let change: JSONObject = [
        "PoolId": pool["PoolId"], "TwoWayEnabled": false, "TwoWayChannelArn": off,
      ]
      call("UpdatePool", change)
    }
    call("UpdatePhoneNumber", ["PhoneNumberId": "phone-d", "OptOutListName": "otp"])
    let join: JSONObject = ["OriginationIdentity": "phone-d", "Keyword": "JOIN"]
    var keyword = join
    keyword["KeywordMessage"] = "Welcome"
    keyword["KeywordAction"] = "OPT_IN"
    call("PutKeyword", keyword)
    for identity in [pool["PoolId"], "phone-d"] {
      call(
        "PutKeyword",
        ["OriginationIdentity": identity, "Keyword": "HELP", "KeywordMessage": "Call us"]
      )
    }
    call(
      "AssociateOriginationIdentity",
      ["PoolId": pool["PoolId"], "OriginationIdentity": "phone-d"]
    )
    let request: JSONObject = [
      "IsoCountryCode": "US", "MessageType": "TRANSACTIONAL", "NumberCapabilities": ["SMS"],
      "NumberType": "LONG_CODE",
    ]
    call(
      "ReleasePhoneNumber",
      ["PhoneNumberId": call("RequestPhoneNumber", request)["PhoneNumberId"]]
    )
    call("DescribePhoneNumbers", ["PhoneNumberIds": ["phone-missing"]])
  }

  private mutating func keywords() {
    let identity: JSONObject = ["OriginationIdentity": "phone-c"]
    var keyword = identity
    keyword["Keyword"] = "Info"
    var put = keyword
    put["KeywordMessage"] = "Read on"
    call("PutKeyword", put)
    call("DescribeKeywords", identity)
    call("DeleteKeyword", keyword)
  }

  private mutating func configurationSets() {
    let set: JSONObject = ["ConfigurationSetName": "otp"]
    func with(_ name: String, _ value: JSON) -> JSONObject {
      var input = set
      input[name] = value
      return input
    }
    call("CreateConfigurationSet", set)
    call("DescribeConfigurationSets")
    call("DeleteDefaultMessageType", set)
    call("SetDefaultMessageType", with("MessageType", "TRANSACTIONAL"))
    call("DeleteDefaultMessageType", set)
    call("SetDefaultSenderId", with("SenderId", "NOBODY"))
    call("SetDefaultSenderId", with("SenderId", "BRAND"))
    call("DeleteDefaultSenderId", set)
    call("SetDefaultMessageFeedbackEnabled", with("MessageFeedbackEnabled", true))
    var destination = with("EventDestinationName", "topic")
    let name = destination
    destination["MatchingEventTypes"] = ["TEXT_SPAM", "TEXT_BLOCKED", "MEDIA_ALL"]
    destination["SnsDestination"] = .object(["TopicArn": Self.inbound])
    var byARN = destination
    byARN["ConfigurationSetName"] =
      "arn:aws:sms-voice:eu-west-1:123456789012:configuration-set/otp"
    call("CreateEventDestination", byARN)
    call("CreateEventDestination", destination)
    call("UpdateEventDestination", name)
    call("DeleteEventDestination", name)
  }

  private mutating func protectConfigurations() {
    call("DescribeProtectConfigurations")
    call("DescribeAccountAttributes")
    let key: JSONObject = [
      "ProtectConfigurationId": call("CreateProtectConfiguration")["ProtectConfigurationId"]
    ]
    func with(_ members: JSONObject) -> JSONObject {
      members.members.reduce(into: key) { $0[$1.name] = $1.value }
    }
    call("UpdateProtectConfiguration", with(["DeletionProtectionEnabled": false]))
    for capability: JSON in ["SMS", "VOICE", "RCS"] {
      let monitor = JSONObject(dictionaryLiteral: ("ProtectStatus", "MONITOR"))
      call(
        "UpdateProtectConfigurationCountryRuleSet",
        with([
          "NumberCapability": capability,
          "CountryRuleSetUpdates": .object(["DE": .object(monitor)]),
        ])
      )
      call("GetProtectConfigurationCountryRuleSet", with(["NumberCapability": capability]))
    }
    call("ListProtectConfigurationRuleSetNumberOverrides", key)
    overrides(with)
    let pair = with(["ConfigurationSetName": "otp"])
    call("AssociateProtectConfiguration", pair)
    call("DisassociateProtectConfiguration", pair)
    call("SetAccountDefaultProtectConfiguration", key)
    call("DeleteAccountDefaultProtectConfiguration")
    call("DeleteProtectConfiguration", key)
    call("DeleteConfigurationSet", ["ConfigurationSetName": "otp"])
  }

  private mutating func overrides(_ with: (JSONObject) -> JSONObject) {
    let number: JSONObject = ["DestinationPhoneNumber": "+491711234567"]
    let soon = bench.moment.date.timeIntervalSince1970 + 30
    for expiry: JSON? in [.integer(1_000_000_000), .number(soon), nil, .number(soon + 2)] {
      var put = with(number)
      put["Action"] = "BLOCK"
      put["ExpirationTimestamp"] = expiry
      call("PutProtectConfigurationRuleSetNumberOverride", put)
    }
    bench.step = 60
    call("ListProtectConfigurationRuleSetNumberOverrides", with([:]))
    bench.step = 2
    call("DeleteProtectConfigurationRuleSetNumberOverride", with(number))
  }

  private mutating func listsAndTags() {
    let list: JSONObject = ["OptOutListName": "news"]
    var create = list
    create["ClientToken"] = "t1"
    create["Tags"] = .array(
      ["a", "b"].map { .object(["Key": .string($0), "Value": "1"]) }
    )
    call("CreateOptOutList", create)
    create["OptOutListName"] = "other"
    call("CreateOptOutList", create)
    create["OptOutListName"] = "news"
    create["ClientToken"] = "t2"
    call("CreateOptOutList", create)
    var number = list
    number["OptedOutNumber"] = "+491711234567"
    call("PutOptedOutNumber", number)
    call("DescribeOptedOutNumbers", list)
    call("DeleteOptedOutNumber", number)
    let arn: JSON = "arn:aws:sms-voice:eu-west-1:123456789012:opt-out-list/news"
    call("TagResource", ["ResourceArn": arn, "Tags": [.object(["Key": "c", "Value": "1"])]])
    call("UntagResource", ["ResourceArn": arn, "TagKeys": ["missing"]])
    call("UntagResource", ["ResourceArn": arn, "TagKeys": ["c"]])
    call("ListTagsForResource", ["ResourceArn": arn])
    call("DeleteOptOutList", ["OptOutListName": "otp"])
    call("DeleteOptOutList", list)
    call("CreateOptOutList", create)
    for number in 0..<10 { call("CreateOptOutList", ["OptOutListName": .string("l\(number)")]) }
    call("DescribeOptOutLists")
  }

  private mutating func account() {
    call("DescribeAccountLimits")
    call("DescribeSpendLimits")
  }
}
