import Diagnostics
import Foundation
import Resources
import SMSVoice
import Testing

/// A part of a manifest, and the operations that it may be read and written with.
struct Need: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let yaml: String
  let reads: [String]
  let writes: [String]

  init(_ name: String, _ yaml: String, reads: [String], writes: [String]) {
    testDescription = name
    self.yaml = yaml
    self.reads = reads
    self.writes = writes
  }

  static let all = ofLists + ofSenders + ofNumbers + ofPools + ofProtections + ofSets

  private static let ofLists = [
    Need(
      "a list",
      "optOutLists: { codes: }",
      reads: ["DescribeOptOutLists", "DescribeOptedOutNumbers"],
      writes: ["CreateOptOutList", "TagResource"]
    ),
    Need(
      "a list with tags",
      "optOutLists: { codes: { tags: { team: shop } } }",
      reads: ["DescribeOptOutLists", "DescribeOptedOutNumbers", "ListTagsForResource"],
      writes: ["CreateOptOutList", "TagResource"]
    ),
    Need(
      "a list without a tag",
      "optOutLists: { codes: { tags: { team: null } } }",
      reads: ["DescribeOptOutLists", "DescribeOptedOutNumbers", "ListTagsForResource"],
      writes: ["CreateOptOutList", "TagResource", "UntagResource"]
    ),
    Need(
      "the list that every account has",
      "optOutLists: { Default: }",
      reads: ["DescribeOptOutLists"],
      writes: []
    ),
  ]

  private static let ofSenders = [
    Need(
      "a sender ID",
      "senderIds: { BRAND: { countries: [DE] } }",
      reads: ["DescribeSenderIds"],
      writes: ["RequestSenderId", "TagResource"]
    ),
    Need(
      "a protected sender ID",
      "senderIds: { BRAND: { countries: [DE], deletionProtection: true } }",
      reads: ["DescribeSenderIds", "ListTagsForResource"],
      writes: ["RequestSenderId", "TagResource", "UpdateSenderId"]
    ),
    Need(
      "a sender ID that waits for a registration",
      "senderIds: { BRAND: { countries: [AE] } }",
      reads: ["DescribeSenderIds"],
      writes: []
    ),
  ]

  private static let ofNumbers = [
    Need(
      "a number",
      "phoneNumbers: { desk: { number: '+12065550100' } }",
      reads: ["DescribePhoneNumbers"],
      writes: []
    ),
    Need(
      "a number with keywords",
      "phoneNumbers: { desk: { number: '+12065550100', keywords: { JOIN: { message: Hi } } } }",
      reads: ["DescribeKeywords", "DescribePhoneNumbers", "ListTagsForResource"],
      writes: ["PutKeyword"]
    ),
    Need(
      "a number with a list of others",
      "phoneNumbers: { desk: { number: '+12065550100', optOutList: { external: codes } } }",
      reads: [
        "DescribeOptOutLists", "DescribeOptedOutNumbers", "DescribePhoneNumbers",
        "ListTagsForResource",
      ],
      writes: ["UpdatePhoneNumber"]
    ),
    Need(
      "a number with a role",
      """
      phoneNumbers:
        desk:
          number: '+12065550100'
          twoWay: { channel: 'arn:aws:sns:us-east-1:123456789012:in', role: 'arn:aws:iam::123456789012:role/in' }
      """,
      reads: ["DescribePhoneNumbers", "ListTagsForResource"],
      writes: ["PassRole", "UpdatePhoneNumber"]
    ),
    Need(
      "an adopted number",
      "phoneNumbers: { desk: { number: '+12065550100', adopt: true } }",
      reads: ["DescribePhoneNumbers", "ListTagsForResource"],
      writes: ["TagResource"]
    ),
  ]

  private static let ofPools = [
    Need(
      "a pool of a sender ID of others",
      """
      pools:
        codes:
          messageType: TRANSACTIONAL
          originators: [{ senderId: { external: BRAND }, countries: [DE] }]
      """,
      reads: [
        "DescribePools", "DescribeSenderIds", "ListPoolOriginationIdentities",
        "ListTagsForResource",
      ],
      writes: ["AssociateOriginationIdentity", "CreatePool", "TagResource"]
    ),
    Need(
      "a pool that is named by its id",
      """
      pools:
        codes:
          id: pool-1
          messageType: TRANSACTIONAL
          originators: [{ senderId: { external: BRAND }, countries: [DE] }]
          sharedRoutes: false
      """,
      reads: [
        "DescribePools", "DescribeSenderIds", "ListPoolOriginationIdentities",
        "ListTagsForResource",
      ],
      writes: ["AssociateOriginationIdentity", "UpdatePool"]
    ),
    Need(
      "a pool of a number, which is made like the pool",
      """
      phoneNumbers: { desk: { number: '+12065550100' } }
      pools:
        codes:
          messageType: TRANSACTIONAL
          originators: [{ phoneNumber: desk }]
      """,
      reads: [
        "DescribeKeywords", "DescribeOptOutLists", "DescribeOptedOutNumbers",
        "DescribePhoneNumbers", "DescribePools", "ListPoolOriginationIdentities",
        "ListTagsForResource",
      ],
      writes: [
        "AssociateOriginationIdentity", "CreatePool", "PutKeyword", "TagResource",
        "UpdatePhoneNumber",
      ]
    ),
  ]

  private static let ofProtections = [
    Need(
      "a protect configuration",
      "protectConfigurations: { strict: }",
      reads: ["DescribeProtectConfigurations", "ListTagsForResource"],
      writes: ["CreateProtectConfiguration", "TagResource"]
    ),
    Need(
      "rules and overrides",
      """
      protectConfigurations:
        strict: { sms: { block: [DE] }, numberOverrides: { '+12065550100': { action: BLOCK } } }
      """,
      reads: [
        "DescribeProtectConfigurations", "GetProtectConfigurationCountryRuleSet",
        "ListProtectConfigurationRuleSetNumberOverrides", "ListTagsForResource",
      ],
      writes: [
        "CreateProtectConfiguration", "PutProtectConfigurationRuleSetNumberOverride",
        "TagResource", "UpdateProtectConfigurationCountryRuleSet",
      ]
    ),
    Need(
      "the account default",
      "protectConfigurations: { strict: { accountDefault: true } }",
      reads: [
        "DescribeProtectConfigurations", "GetProtectConfigurationCountryRuleSet",
        "ListProtectConfigurationRuleSetNumberOverrides", "ListTagsForResource",
      ],
      writes: [
        "CreateProtectConfiguration", "SetAccountDefaultProtectConfiguration", "TagResource",
      ]
    ),
    Need(
      "the account default that gives way to another one",
      """
      protectConfigurations:
        strict: { accountDefault: false }
        open: { accountDefault: true }
      """,
      reads: [
        "DescribeProtectConfigurations", "GetProtectConfigurationCountryRuleSet",
        "ListProtectConfigurationRuleSetNumberOverrides", "ListTagsForResource",
      ],
      writes: [
        "CreateProtectConfiguration", "SetAccountDefaultProtectConfiguration", "TagResource",
      ]
    ),
    Need(
      "no account default",
      "protectConfigurations: { strict: { accountDefault: false } }",
      reads: [
        "DescribeProtectConfigurations", "GetProtectConfigurationCountryRuleSet",
        "ListProtectConfigurationRuleSetNumberOverrides", "ListTagsForResource",
      ],
      writes: [
        "CreateProtectConfiguration", "DeleteAccountDefaultProtectConfiguration", "TagResource",
      ]
    ),
  ]

  private static let ofSets = [
    Need(
      "a configuration set",
      "configurationSets: { codes: }",
      reads: ["DescribeConfigurationSets"],
      writes: ["CreateConfigurationSet", "TagResource"]
    ),
    Need(
      "defaults that must not be set",
      "configurationSets: { codes: { defaultMessageType: null, defaultSenderId: null } }",
      reads: ["DescribeConfigurationSets", "ListTagsForResource"],
      writes: [
        "CreateConfigurationSet", "DeleteDefaultMessageType", "DeleteDefaultSenderId",
        "TagResource",
      ]
    ),
    Need(
      "events for a topic, which takes no role",
      """
      configurationSets:
        codes:
          eventDestinations:
            topic: { events: [TEXT_ALL], sns: { topic: 'arn:aws:sns:us-east-1:123456789012:out' } }
      """,
      reads: ["DescribeConfigurationSets", "ListTagsForResource"],
      writes: [
        "CreateConfigurationSet", "CreateEventDestination", "TagResource",
        "UpdateEventDestination",
      ]
    ),
    Need(
      "no protection",
      "configurationSets: { codes: { protectConfiguration: null } }",
      reads: [
        "DescribeConfigurationSets", "DescribeProtectConfigurations",
        "GetProtectConfigurationCountryRuleSet", "ListProtectConfigurationRuleSetNumberOverrides",
        "ListTagsForResource",
      ],
      writes: ["CreateConfigurationSet", "DisassociateProtectConfiguration", "TagResource"]
    ),
  ]
}

extension Need {
  /// What it writes, and the reads that come with that: a creation that is refused looks whose is there.
  fileprivate var writesAndLooks: [String] {
    let makesTagged =
      writes.contains("TagResource")
      && writes.contains { operation in
        operation.hasPrefix("Request")
          || operation.hasPrefix("Create")
            && !["CreateEventDestination", "CreatePool"].contains(operation)
      }
    return (writes + (makesTagged ? ["ListTagsForResource"] : [])).sorted()
  }
}

@Suite struct `The permissions of a manifest` {
  private func permissions(_ yaml: String) throws -> Permissions {
    var permissions = Permissions()
    permissions.add(try manifest(yaml))
    return permissions
  }

  private func operations(_ permissions: Set<Permission>) -> [String] {
    Set(permissions.map { String($0.action.drop { $0 != ":" }.dropFirst()) }).sorted()
  }

  @Test(arguments: Need.all)
  func `are for what it mentions`(_ need: Need) throws {
    let permissions = try permissions(need.yaml + "\n")
    let reads = operations(permissions.reads).filter { $0 != "DescribeAccountLimits" }
    #expect(reads == need.reads)
    #expect(operations(permissions.writes) == need.writesAndLooks)
  }

  @Test(arguments: [
    ("optOutLists: { codes: }", true), ("senderIds: { SHOP: { countries: [DE] } }", true),
    ("configurationSets: { otp: }", true), ("phoneNumbers: { a: { number: '1' } }", false),
    ("protectConfigurations: { a: { sms: { default: BLOCK } } }", false),
  ])
  func `show how much room there is for what counts`(_ yaml: String, _ isNeeded: Bool) throws {
    let reads = operations(try permissions(yaml + "\n").reads)
    #expect(reads.contains("DescribeAccountLimits") == isNeeded)
  }

  /// What the authorization reference does not list for an action would allow nothing.
  @Test(arguments: Need.all)
  func `name resources that their actions know`(_ need: Need) throws {
    let permissions = try permissions(need.yaml + "\n")
    for permission in permissions.reads.union(permissions.writes)
    where permission.action != "iam:PassRole" {
      let name = permission.action.replacing("sms-voice:", with: "")
      let action = try #require(IAMAction.bundled[SMSVoice.Operation(rawValue: name)])
      let arn = permission.resource.arn
      if arn == "*" {
        #expect(action.requiredTypes.isEmpty, "\(permission)")
      } else {
        let type = arn.split(separator: ":").last?.prefix { $0 != "/" }
        #expect(action.resourceTypes.contains(String(type ?? "")), "\(permission)")
      }
      if permission.conditions.contains(.taggedAsOurs) {
        #expect(action.takesRequestTags, "\(permission)")
      }
    }
  }

  @Test func `leave the tag of an adopted kind out, and of no other`() throws {
    let yaml = """
      phoneNumbers:
        desk: { number: phone-1, adopt: true, deletionProtection: true }
        line: { number: phone-2, deletionProtection: true }

      """
    let updates = try permissions(yaml).writes.filter { $0.action == "sms-voice:UpdatePhoneNumber" }
    let ids = updates.map { ($0.resource.arn.split(separator: "/")[1], $0.conditions) }
    let conditions = Dictionary(ids) { $1 }
    #expect(conditions == ["phone-1": [], "phone-2": [.ours]])
  }
}
