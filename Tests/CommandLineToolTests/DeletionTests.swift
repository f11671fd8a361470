import Foundation
import Simulator
import Testing

/// A manifest and an account that holds more, or other things than can be had in place.
struct DeletionCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The manifest after its head.
  var manifest: String
  /// The seed of us-east-1.
  var seed: String
  var arguments: [String]
  /// Lines of the plan, without those of attributes.
  var changes: [String]
  /// The writes, in their order where that is fixed by dependencies alone.
  var writes: [String]

  static let ours = #""tags": { "smsctl:project": "checkout" }"#

  static func pool(_ name: String, _ members: String, _ more: String = "") -> String {
    """
    { "messageType": "TRANSACTIONAL", "members": [\(members)], \(more)
      "tags": { "smsctl:project": "checkout", "smsctl:name": "\(name)" } }
    """
  }

  static func sender(_ country: String, _ more: String = "", name: String = "BRAND") -> String {
    """
    { "name": "\(name)", "country": "\(country)", "messageTypes": ["TRANSACTIONAL"], \(more)
      \(ours) }
    """
  }

  static func member(_ country: String, name: String = "BRAND") -> String {
    #"{ "senderId": "\#(name)", "country": "\#(country)" }"#
  }

  static func number(_ digits: Int, _ more: String = "") -> String {
    """
    { "number": "+120255501\(digits)", "country": "US", "type": "TEN_DLC", \(more) \(ours) }
    """
  }

  static func member(_ digits: Int) -> String { #"{ "phoneNumber": "+120255501\#(digits)" }"# }

  static let brandPool = """
    pools: { p: { messageType: TRANSACTIONAL, originators: [{ senderId: BRAND }] } }
    """

  static let all: [DeletionCase] = [
    DeletionCase(
      testDescription: "a list that nobody uses",
      manifest: "optOutLists: { mine: }",
      seed:
        #""optOutLists": [{ "name": "mine", \#(ours) }, { "name": "old", \#(ours) }, { "name": "not-ours" }]"#,
      arguments: ["--allow-delete", "us-east-1/opt-out-list/old"],
      changes: ["- opt-out-list/old: the refusals of all who are on it are lost with it"],
      writes: ["DeleteOptOutList"]
    ),
    DeletionCase(
      testDescription: "a pool and all it uses",
      manifest: "optOutLists: { mine: }",
      seed: """
        "optOutLists": [{ "name": "mine", \(ours) }, { "name": "old", \(ours) }],
        "senderIds": [\(sender("DE")), \(sender("FR", #""deletionProtection": true,"#))],
        "pools": [\(pool("p", member("DE") + "," + member("FR"), #""optOutList": "old", "deletionProtection": true,"#))]
        """,
      arguments: [
        "--allow-delete", "us-east-1/opt-out-list/old",
        "--allow-delete", "us-east-1/sender-id/BRAND/DE",
        "--allow-delete", "us-east-1/sender-id/BRAND/FR",
        "--disable-deletion-protection", "us-east-1/sender-id/BRAND/FR",
        "--disable-deletion-protection", "us-east-1/pool/p",
      ],
      changes: [
        "- opt-out-list/old: the refusals of all who are on it are lost with it",
        "- pool/p: in no pool then: BRAND/DE, BRAND/FR",
        "- sender-id BRAND in 2 countries: DE, FR: what is released may not be had again",
      ],
      writes: [
        "UpdateSenderId", "UpdatePool", "DisassociateOriginationIdentity", "DeletePool",
        "DeleteOptOutList", "ReleaseSenderId", "ReleaseSenderId",
      ]
    ),
    DeletionCase(
      testDescription: "a member and a keyword of a pool",
      manifest: """
        senderIds: { BRAND: { countries: [DE] } }
        pools:
          p:
            messageType: TRANSACTIONAL
            originators: [{ senderId: BRAND }]
            keywords: { JOIN: { action: OPT_IN, message: hi } }
        """,
      seed: """
        "senderIds": [\(sender("DE")), \(sender("FR"))],
        "pools": [\(pool("p", member("DE") + "," + member("FR"),
          #""keywords": [{ "keyword": "JOIN", "message": "hi", "action": "OPT_IN" }, { "keyword": "OLD", "message": "x", "action": "AUTOMATIC_RESPONSE" }],"#))]
        """,
      arguments: ["--allow-delete", "us-east-1/sender-id/BRAND/FR"],
      changes: [
        "- pool/p/keyword/OLD", "- pool/p/originator/BRAND/FR",
        "- sender-id/BRAND/FR: what is released may not be had again",
      ],
      writes: ["DeleteKeyword", "DisassociateOriginationIdentity", "ReleaseSenderId"]
    ),
    DeletionCase(
      testDescription: "a member gives way to another",
      manifest: """
        senderIds: { BRAND: { countries: [DE, FR] } }
        pools:
          p:
            messageType: TRANSACTIONAL
            originators: [{ senderId: BRAND, countries: [FR] }]
        """,
      seed: """
        "senderIds": [\(sender("DE")), \(sender("FR"))], "pools": [\(pool("p", member("DE")))]
        """,
      arguments: [],
      changes: ["~ pool/p", "- pool/p/originator/BRAND/DE"],
      writes: ["AssociateOriginationIdentity", "DisassociateOriginationIdentity"]
    ),
    DeletionCase(
      testDescription: "a keyword of a number",
      manifest: """
        phoneNumbers: { n: { number: "+12025550112", keywords: { JOIN: { message: hi } } } }
        """,
      seed: """
        "phoneNumbers": [\(number(12, #""keywords": [{ "keyword": "JOIN", "message": "hi", "action": "AUTOMATIC_RESPONSE" }, { "keyword": "OLD", "message": "x", "action": "OPT_IN" }],"#))]
        """,
      arguments: [],
      changes: ["- phone-number/n/keyword/OLD"],
      writes: ["DeleteKeyword"]
    ),
    DeletionCase(
      testDescription: "a sender ID of other message types",
      manifest: """
        senderIds: { BRAND: { countries: [DE, FR], messageTypes: [TRANSACTIONAL, PROMOTIONAL] } }
        \(brandPool)
        """,
      seed: """
        "senderIds": [
          \(sender("DE")),
          { "name": "BRAND", "country": "FR", "messageTypes": ["TRANSACTIONAL", "PROMOTIONAL"], \(ours) }
        ],
        "pools": [\(pool("p", member("DE") + "," + member("FR")))]
        """,
      arguments: ["--allow-replace", "us-east-1/sender-id/BRAND/DE"],
      changes: [
        "~ pool/p",
        "-/+ sender-id/BRAND/DE: it sends nothing from its release until it is requested again",
      ],
      writes: [
        "DisassociateOriginationIdentity", "ReleaseSenderId", "RequestSenderId",
        "AssociateOriginationIdentity",
      ]
    ),
    DeletionCase(
      testDescription: "a pool of another message type",
      manifest: """
        senderIds: { BRAND: { countries: [DE, FR] } }
        pools:
          p:
            messageType: PROMOTIONAL
            originators: [{ senderId: BRAND }]
            optOutList: { external: kept }
        """,
      seed: """
        "optOutLists": [{ "name": "kept" }],
        "senderIds": [
          { "name": "BRAND", "country": "DE", "messageTypes": ["TRANSACTIONAL", "PROMOTIONAL"], \(ours) },
          { "name": "BRAND", "country": "FR", "messageTypes": ["TRANSACTIONAL", "PROMOTIONAL"], \(ours) }
        ],
        "pools": [\(pool("p", member("DE") + "," + member("FR"),
          #""optOutList": "kept","#))]
        """,
      arguments: ["--allow-replace", "us-east-1/pool/p"],
      changes: [
        "-/+ pool/p: it sends nothing from its deletion until its members have joined again"
      ],
      writes: [
        "DisassociateOriginationIdentity", "DeletePool", "CreatePool", "UpdatePool",
        "UntagResource", "AssociateOriginationIdentity",
      ]
    ),
    DeletionCase(
      testDescription: "a number in another pool",
      manifest: """
        phoneNumbers: { n: { number: "+12025550112" } }
        senderIds: { BRAND: { countries: [DE] } }
        pools:
          p:
            messageType: TRANSACTIONAL
            originators: [{ senderId: BRAND }, { phoneNumber: n }]
            keywords: { JOIN: { action: OPT_IN, message: hi } }
        """,
      seed: """
        "senderIds": [\(sender("DE"))], "phoneNumbers": [\(number(12)), \(number(13))],
        "pools": [
          \(pool("p", member("DE"), #""keywords": [{ "keyword": "JOIN", "message": "hi", "action": "OPT_IN" }],"#)),
          \(pool("q", member(12) + "," + member(13)))
        ]
        """,
      arguments: ["--allow-replace", "us-east-1/phone-number/n"],
      changes: [
        "= phone-number/+12025550113: it is this project's and not in the manifest, but smsctl never releases a number",
        "-/+ phone-number/n: it is in no pool for about 5s and longer while the service settles",
        "+ phone-number/n/keyword/HELP", "+ phone-number/n/keyword/JOIN",
        "+ phone-number/n/keyword/STOP", "~ pool/p",
        "- pool/q: in no pool then: +12025550112, +12025550113",
      ],
      writes: [
        "DisassociateOriginationIdentity", "UpdatePhoneNumber", "PutKeyword", "PutKeyword",
        "PutKeyword", "AssociateOriginationIdentity", "DeletePool",
      ]
    ),
    DeletionCase(
      testDescription: "a renamed pool",
      manifest: """
        senderIds: { BRAND: { countries: [DE] } }
        pools:
          new: { formerly: p, messageType: TRANSACTIONAL, originators: [{ senderId: BRAND }] }
        """,
      seed: #""senderIds": [\#(sender("DE"))], "pools": [\#(pool("p", member("DE")))]"#,
      arguments: [],
      changes: ["~ pool/new"],
      writes: ["TagResource"]
    ),
    DeletionCase(
      testDescription: "a renamed sender ID keeps its name",
      manifest: "senderIds: { NEW: { formerly: BRAND, countries: [DE] } }",
      seed: #""senderIds": [\#(sender("DE"))]"#,
      arguments: [],
      changes: [],
      writes: []
    ),
    DeletionCase(
      testDescription: "what another project had",
      manifest: """
        formerProjects: [old]
        optOutLists: { mine: }
        senderIds: { BRAND: { countries: [DE] } }
        pools: { p: { messageType: TRANSACTIONAL, originators: [{ senderId: BRAND }] } }
        """,
      seed: """
        "optOutLists": [{ "name": "mine", "tags": { "smsctl:project": "old" } }],
        "senderIds": [{ "name": "BRAND", "country": "DE", "tags": { "smsctl:project": "old" } }],
        "pools": [{
          "messageType": "TRANSACTIONAL", "members": [\(member("DE"))],
          "tags": { "smsctl:project": "old", "smsctl:name": "p" }
        }]
        """,
      arguments: [],
      changes: ["~ opt-out-list/mine", "~ pool/p", "~ sender-id/BRAND/DE"],
      writes: ["TagResource", "TagResource", "TagResource"]
    ),
  ]
}

@Suite struct `What is to go` {
  @Test(arguments: DeletionCase.all)
  func `goes with consent, in an order that the service accepts, and is then gone`(
    _ deletion: DeletionCase
  ) async throws {
    try await Fixture.with(deletion.setup) { fixture in
      let run = await fixture.run(["apply", "-y"] + deletion.options)
      #expect(run.status == 0, "\(run.transcript)")
      let lines = run.output.split(separator: "\n")
        .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      #expect(lines.map { String($0.dropFirst(2)) } == deletion.changes)
      let writes = fixture.account.writes.map(\.operation)
      #expect(writes.sorted() == deletion.writes.sorted())
      let again = await fixture.run(["plan", "--detailed-exitcode"] + deletion.options)
      #expect(again.status == 0, "\(again.transcript)")
    }
  }

  @Test(arguments: Deviation.ofDeletions, DeletionCase.ofManySteps)
  func `goes whatever the service does`(
    _ deviation: Deviation,
    _ deletion: DeletionCase
  )
    async throws
  {
    var setup = deletion.setup
    setup.assumptions[deviation.assumption] = deviation.value
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(["apply", "-y"] + deletion.options)
      #expect(run.status == 0, "\(run.transcript)")
      let again = await fixture.run(["plan", "--detailed-exitcode"] + deletion.options)
      #expect(again.status == 0, "\(again.transcript)")
    }
  }
}

extension DeletionCase {
  /// Those in which much can go wrong.
  fileprivate static let ofManySteps = all.filter {
    [
      "a pool and all it uses", "a sender ID of other message types",
      "a pool of another message type", "a number in another pool",
    ].contains($0.testDescription)
  }

  fileprivate var options: [String] { Fixture.fast + ["--prune"] + arguments }

  var setup: Fixture.Setup {
    Fixture.Setup(
      files: [
        "smsctl.yaml": "version: 1\nproject: checkout\nregions: { us-east-1: }\n\(manifest)\n"
      ],
      seed: #"{ "regions": { "us-east-1": { \#(seed) } } }"#
    )
  }
}

extension Deviation {
  /// Those that concern what leaves and goes.
  fileprivate static let ofDeletions = all.filter {
    [
      "delete-pool-with-members", "disassociate-non-member", "last-sender-id-of-pool",
      "pool-create", "pool-delete", "pool-membership-reads", "pooled-number-keywords",
      "pooled-number-settings", "release-after-leaving-pool", "sender-id-release",
    ].contains($0.assumption.name)
  }
}
