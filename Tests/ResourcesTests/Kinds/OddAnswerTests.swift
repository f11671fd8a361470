import Foundation
import Resources
import SMSVoice
import Testing

/// Answers that mean what the manifest says, in words that the API description does not show.
struct OddAnswer: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var manifest: String
  var cloud: Cloud
  /// How the answers of operations differ from those that the cloud gives.
  var change: FakeService.Rewriting = { $1 }

  /// Everything of one kind, as declared.
  static let manifest = """
    optOutLists: { codes: { tags: { stage: live } } }
    senderIds: { EXAMPLECO: { countries: [DE], messageTypes: [TRANSACTIONAL] } }
    phoneNumbers:
      a: { number: "+12065550100", optOutList: codes, twoWay: false }
      b: { number: "+12065550101" }
    pools:
      otp:
        messageType: TRANSACTIONAL
        originators: [{ phoneNumber: b }, { senderId: EXAMPLECO }]
        optOutList: codes
        keywords: { JOIN: { action: OPT_IN, message: Hi } }
    protectConfigurations:
      p: { sms: { block: [DE] }, numberOverrides: { "+573001234567": { action: ALLOW } } }
    configurationSets:
      c:
        defaultMessageType: TRANSACTIONAL
        defaultSenderId: EXAMPLECO
        protectConfiguration: p
        eventDestinations:
          x: { events: [TEXT_ALL], sns: { topic: "arn:aws:sns:us-east-1:123456789012:x" } }

    """

  static var everything: Cloud {
    var cloud = Cloud()
    cloud.optOutLists = ["Default", "codes"]
    cloud.senderIDs = [.senderID("EXAMPLECO", "DE")]
    let typed: JSON = ["MessageType": "TRANSACTIONAL"]
    cloud.numbers = [
      .number("+12065550100", list: "codes", typed),
      .number("+12065550101", list: "codes", pool: "pool-1", typed),
    ]
    cloud.pools = [.pool("pool-1", list: "codes")]
    cloud.members["pool-1"] = [
      .member(number: "phone-12065550101"), .member(sender: "EXAMPLECO", "DE"),
    ]
    cloud.keywords["pool-1"] = [.keyword("JOIN", "Hi", "OPT_IN")]
    cloud.protectConfigurations = [.protectConfiguration("protect-1")]
    cloud.rules["protect-1 SMS"] = ["DE": "BLOCK", "FR": "ALLOW", "US": "ALLOW"]
    cloud.overrides["protect-1"] = [.override("+573001234567", "ALLOW")]
    let topic: JSON = [
      "SnsDestination": ["TopicArn": "arn:aws:sns:us-east-1:123456789012:x"]
    ]
    cloud.configurationSets = [
      .configurationSet(
        "c",
        destinations: [.destination("x", events: ["TEXT_ALL"], topic)],
        [
          "DefaultMessageType": "TRANSACTIONAL", "DefaultSenderId": "EXAMPLECO",
          "ProtectConfigurationId": "protect-1",
        ]
      )
    ]
    let ours = ["smsctl:project": "checkout"]
    for resource in ["sender-id/EXAMPLECO/DE", "phone-number/phone-12065550100"] {
      cloud.tags[Cloud.arn(resource)] = ours
    }
    cloud.tags[Cloud.arn("opt-out-list/codes")] = ours.merging(["stage": "live"]) { $1 }
    cloud.tags[Cloud.arn("phone-number/phone-12065550101")] = ours
    cloud.tags[Cloud.arn("configuration-set/c")] = ours
    cloud.tags[Cloud.arn("pool/pool-1")] = ours.merging(["smsctl:name": "otp"]) { $1 }
    cloud.tags[Cloud.arn("protect-configuration/protect-1")] = ours.merging(
      ["smsctl:name": "p"]
    ) { $1 }
    return cloud
  }
}

extension OddAnswer {
  private static let protectARN = "\(Cloud.arn("protect-configuration/protect-1"))"

  static let all: [OddAnswer] = [
    OddAnswer(testDescription: "none of them odd", manifest: manifest, cloud: everything),
    OddAnswer(
      testDescription: "message types in mixed case, wherever there are some",
      manifest: manifest,
      cloud: everything
    ) { _, answer in
      answer.rewritten { $1 == "TRANSACTIONAL" ? "Transactional" : $1 }
    },
    OddAnswer(
      testDescription: "ARNs instead of names",
      manifest: manifest,
      cloud: everything
    ) { operation, answer in
      answer.rewritten { name, value in
        if name == "OptOutListName", operation != "DescribeOptOutLists" {
          return "\(Cloud.arn("opt-out-list/\(value.text ?? "")"))"
        }
        let isAssociation = operation == "DescribeConfigurationSets"
        return name == "ProtectConfigurationId" && isAssociation ? "\(protectARN)" : value
      }
    },
    OddAnswer(
      testDescription: "names in small letters",
      manifest: manifest,
      cloud: everything
    ) { _, answer in
      answer.rewritten { name, value in
        let isKeptInCapitals = ["SenderId", "DefaultSenderId", "Keyword"].contains(name)
        return isKeptInCapitals ? "\(value.text?.lowercased() ?? "")" : value
      }
    },
    OddAnswer(
      testDescription: "flags left out that are off",
      manifest: manifest,
      cloud: everything
    ) { operation, answer in
      isPromised(operation) ? answer : answer.rewritten { $1 == .bool(false) ? nil : $1 }
    },
    OddAnswer(
      testDescription: "null for what is off or empty",
      manifest: bare,
      cloud: emptied
    ) { operation, answer in
      isPromised(operation) ? answer : answer.rewritten { isNothing($1) ? .null : $1 }
    },
    OddAnswer(
      testDescription: "nothing for what is off or empty",
      manifest: bare,
      cloud: emptied
    ) { operation, answer in
      isPromised(operation) ? answer : answer.rewritten { isNothing($1) ? nil : $1 }
    },
    OddAnswer(
      testDescription: "members that nobody knows",
      manifest: manifest,
      cloud: everything
    ) { operation, answer in
      guard operation != "GetProtectConfigurationCountryRuleSet" else { return answer }
      return answer.rewritten { _, value in
        guard case .object = value else { return value }
        return value.merging(["ResourcePolicy": "{}", "Future": ["Setting": [1, 2]]])
      }
    },
  ]

  private static func isNothing(_ value: JSON) -> Bool {
    value == .bool(false) || value == .array([])
  }

  /// What is taken at its word: the API description demands it, and protections hang on it.
  private static func isPromised(_ operation: SMSVoice.Operation) -> Bool {
    operation == "DescribeProtectConfigurations"
  }

  private static let bare = """
    optOutLists: { codes: }
    pools: { otp: { messageType: TRANSACTIONAL, originators: [{ senderId: EXAMPLECO }] } }
    senderIds: { EXAMPLECO: { countries: [DE] } }
    configurationSets: { c: { messageFeedback: false, eventDestinations: {} } }
    protectConfigurations: { p: { numberOverrides: {} } }

    """

  private static var emptied: Cloud {
    var cloud = everything
    cloud.members["pool-1"] = [.member(sender: "EXAMPLECO", "DE")]
    cloud.keywords = [:]
    cloud.overrides = [:]
    cloud.configurationSets = [.configurationSet("c")]
    return cloud
  }
}

extension JSON {
  /// Each item and member, the innermost first, as `change` makes it, or without it for nil.
  ///
  /// `change` is given the name of the member; items have that of their list.
  fileprivate func rewritten(_ change: (String, JSON) -> JSON?) -> JSON {
    rewritten("", change) ?? .null
  }

  private func rewritten(_ name: String, _ change: (String, JSON) -> JSON?) -> JSON? {
    switch self {
    case .array(let items): change(name, .array(items.compactMap { $0.rewritten(name, change) }))
    case .object(let members):
      change(
        name,
        .object(
          Dictionary(
            uniqueKeysWithValues: members.compactMap { member, value in
              value.rewritten(member, change).map { (member, $0) }
            }
          )
        )
      )
    default: change(name, self)
    }
  }
}

@Suite struct `An odd answer` {
  @Test(arguments: OddAnswer.all)
  func `shows no difference`(_ odd: OddAnswer) async throws {
    let plan = try await TestPlan(odd.manifest, on: odd.cloud, answering: odd.change)
    #expect(plan.changes == "")
    #expect(plan.errors == [])
    #expect(plan.actions.count > 2)
  }
}
