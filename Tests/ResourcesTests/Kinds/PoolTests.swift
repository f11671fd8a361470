import Resources
import SMSVoice
import Synchronization
import Testing

@Suite struct `A live pool` {
  static let id = "pool-1"
  static let arn = Cloud.arn("pool/pool-1")
  static let ours = ["smsctl:project": "checkout", "smsctl:name": "otp", "Name": "otp"]

  static func cloud(
    _ row: JSON = .pool("pool-1"),
    tags: [String: String] = ours,
    members: [JSON] = [.member(number: PoolBench.first)],
    keywords: [JSON] = []
  ) -> Cloud {
    var cloud = PoolBench.cloud(.number("+12065550100", pool: "pool-1"))
    cloud.pools = [row]
    cloud.members[id] = members
    cloud.keywords[id] = keywords
    cloud.tags[arn] = tags
    return cloud
  }

  @Test func `that has what is wanted is left alone`() async throws {
    let plan = try await TestPlan(
      PoolBench.yaml(
        "optOutList: { external: Default }, twoWay: false, selfManagedOptOuts: false, sharedRoutes: false, deletionProtection: false, keywords: { HELP: { message: Help text } }"
      ),
      on: Self.cloud()
    )
    #expect(plan.changes.isEmpty)
    #expect(plan.errors.isEmpty)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let yaml: String
    let change: String
    let body: String
    var testDescription: String { yaml }
  }

  static let cases = [
    Case(
      yaml: "optOutList: codes",
      change: "optOutList: Default -> codes",
      body: #"{"OptOutListName":"codes","PoolId":"pool-1"}"#
    ),
    Case(
      yaml: "twoWay: { channel: '\(PoolBench.topic)', role: '\(PoolBench.role)' }",
      change: "twoWay.channel = \(PoolBench.topic)\n  twoWay.role = \(PoolBench.role)",
      body:
        #"{"PoolId":"pool-1","TwoWayChannelArn":"\#(PoolBench.topic)","TwoWayChannelRole":"\#(PoolBench.role)","TwoWayEnabled":true}"#
    ),
    Case(
      yaml: "sharedRoutes: true",
      change: "sharedRoutes: false -> true",
      body: #"{"PoolId":"pool-1","SharedRoutesEnabled":true}"#
    ),
    Case(
      yaml: "deletionProtection: true",
      change: "deletionProtection: false -> true",
      body: #"{"DeletionProtectionEnabled":true,"PoolId":"pool-1"}"#
    ),
  ]

  @Test(arguments: cases)
  func `changes one attribute by one call`(_ attribute: Case) async throws {
    let plan = try await TestPlan(PoolBench.yaml(attribute.yaml), on: Self.cloud())
    #expect(plan.changes == "update pool/otp\n  \(attribute.change)")
    #expect(try await plan.run() == ["UpdatePool \(attribute.body)"])
  }

  @Test func `keeps its message type`() async throws {
    let plan = try await TestPlan(
      PoolBench.yaml("sharedRoutes: true"),
      on: Self.cloud(.pool("pool-1", type: "PROMOTIONAL"))
    )
    #expect(
      plan.changes == """
        blocked pool/otp: a pool keeps the message type it was made with; only a replacement changes it; to delete it and make it anew, add --allow-replace us-east-1/pool/otp
          messageType: PROMOTIONAL -> TRANSACTIONAL
          sharedRoutes: false -> true
        """
    )
    #expect(plan.steps.isEmpty)
  }

  @Test func `puts its keywords`() async throws {
    let plan = try await TestPlan(
      PoolBench.yaml("keywords: { STOP: { message: Bye }, JOIN: { action: OPT_IN, message: Hi } }"),
      on: Self.cloud()
    )
    #expect(plan.actions.contains("update pool/otp/keyword/STOP"))
    #expect(plan.actions.contains("create pool/otp/keyword/JOIN"))
    #expect(
      try await plan.run() == [
        #"PutKeyword {"Keyword":"JOIN","KeywordAction":"OPT_IN","KeywordMessage":"Hi","OriginationIdentity":"pool-1"}"#,
        #"PutKeyword {"Keyword":"STOP","KeywordMessage":"Bye","OriginationIdentity":"pool-1"}"#,
      ]
    )
  }

  @Test func `keeps what the manifest does not have, and says so`() async throws {
    let plan = try await TestPlan(
      PoolBench.yaml("keywords: { HELP: { message: Help text } }"),
      on: Self.cloud(
        members: [
          .member(number: PoolBench.first), .member(number: "phone-999"),
          .member(sender: "ACME", "DE"),
        ],
        keywords: [.keyword("OLD", "x", "OPT_IN")]
      )
    )
    #expect(
      plan.changes == """
        keep pool/otp/originator/+999: it is in the pool but not in the manifest; --prune takes it out
        keep pool/otp/originator/ACME/DE: it is in the pool but not in the manifest; --prune takes it out
        keep pool/otp/keyword/OLD: it is there but not in the manifest; --prune takes it away
        """
    )
    #expect(plan.steps.isEmpty)
  }

  @Test func `settles before others join`() async throws {
    let plan = try await TestPlan(
      PoolBench.yaml(
        "sharedRoutes: true, keywords: { JOIN: { action: OPT_IN, message: Hi } }",
        originators: "[{ phoneNumber: a }, { phoneNumber: b }]"
      ),
      on: Self.cloud()
    )
    #expect(
      plan.steps == """
        us-east-1/pool/otp UpdatePool
        us-east-1/pool/otp/keyword/JOIN PutKeyword
        us-east-1/phone-number/b/keyword/JOIN PutKeyword
          after us-east-1/pool/otp UpdatePool
          after us-east-1/pool/otp/keyword/JOIN PutKeyword
        us-east-1/pool/otp AssociateOriginationIdentity +12065550101
          after us-east-1/phone-number/b/keyword/JOIN PutKeyword
          after us-east-1/pool/otp UpdatePool
          after us-east-1/pool/otp/keyword/JOIN PutKeyword
        us-east-1/pool/otp wait ListPoolOriginationIdentities
          after us-east-1/pool/otp AssociateOriginationIdentity +12065550101

        """
    )
  }

  /// What a read has shown ACTIVE may not be so for the service that takes the change.
  @Test(arguments: ["UpdatePool", "PutKeyword"] as [SMSVoice.Operation])
  func `is changed once the service takes it for active`(
    _ operation: SMSVoice.Operation
  )
    async throws
  {
    let plan = try await TestPlan(
      PoolBench.yaml("sharedRoutes: true, keywords: { JOIN: { action: OPT_IN, message: Hi } }"),
      on: Self.cloud()
    )
    let isRefused = Mutex(true)
    plan.service.tell(operation) { _ in
      let refuses = isRefused.withLock { refuses in
        defer { refuses = false }
        return refuses
      }
      if refuses { throw ServiceError.make(.conflict, "RESOURCE_NOT_ACTIVE") }
      return [:]
    }
    #expect(try await plan.run().count { $0.hasPrefix(operation.rawValue) } == 2)
  }

  @Test func `takes an association that exists already for one that was made`() async throws {
    let plan = try await TestPlan(
      PoolBench.yaml(originators: "[{ phoneNumber: a }, { phoneNumber: b }]"),
      on: Self.cloud()
    )
    plan.service.tell("AssociateOriginationIdentity") { _ in
      throw ServiceError.make(.conflict, "RESOURCE_ALREADY_ASSOCIATED")
    }
    plan.service.tell("ListPoolOriginationIdentities") { _ in
      [
        "OriginationIdentities": [
          .member(number: PoolBench.first), .member(number: PoolBench.second),
        ]
      ]
    }
    #expect(try await plan.run().count == 1)
  }

  @Test func `aligns who joins to what it will have`() async throws {
    let cloud = Self.cloud(
      .pool("pool-1", list: "codes"),
      keywords: [.keyword("JOIN", "Hi", "OPT_IN")]
    )
    let plan = try await TestPlan(
      PoolBench.yaml(originators: "[{ phoneNumber: a }, { phoneNumber: b }]"),
      on: cloud
    )
    #expect(
      plan.changes == """
        update phone-number/b
          optOutList: Default -> codes
        create phone-number/b/keyword/JOIN
          message = Hi
          action = OPT_IN
        update pool/otp
          originators.+12065550101 = present
        """
    )
  }

  @Test func `keeps people who opted out on its list without consent`() async throws {
    var cloud = Self.cloud()
    cloud.optedOut["Default"] = ["+1"]
    let yaml = PoolBench.yaml("optOutList: codes, keywords: { JOIN: { message: Hi } }")
    let plan = try await TestPlan(yaml, on: cloud)
    #expect(plan.change("pool/otp")?.action == .blocked)
    #expect(
      plan.change("pool/otp")?.remedy
        == "if that is intended, add --allow-consent-change us-east-1/pool/otp"
    )
    #expect(plan.steps.isEmpty)
    let allowed = try await TestPlan(yaml, on: cloud, allowConsentChange: ["us-east-1/pool/otp"])
    #expect(allowed.change("pool/otp")?.action == .update)
  }

  @Test func `keeps its opt-out keywords and AWS's handling of opt-outs without consent`()
    async throws
  {
    let cloud = Self.cloud(keywords: [.keyword("BYE", "x", "OPT_OUT")])
    let dropped = try await TestPlan(PoolBench.yaml("keywords: { BYE: { message: x } }"), on: cloud)
    #expect(dropped.change("pool/otp/keyword/BYE")?.action == .blocked)
    let managed = try await TestPlan(PoolBench.yaml("selfManagedOptOuts: true"), on: cloud)
    #expect(managed.change("pool/otp")?.action == .blocked)
  }

  @Test func `that an earlier run left in creation is waited for, then changed`() async throws {
    let plan = try await TestPlan(
      PoolBench.yaml("sharedRoutes: true"),
      on: Self.cloud(.pool("pool-1", status: "CREATING"))
    )
    #expect(plan.changes == "update pool/otp\n  sharedRoutes: false -> true")
    #expect(
      plan.steps == """
        us-east-1/pool/otp wait DescribePools
        us-east-1/pool/otp UpdatePool
          after us-east-1/pool/otp wait DescribePools

        """
    )
  }

  @Test func `that is being deleted is not there any more`() async throws {
    var cloud = Self.cloud(.pool("pool-1", status: "DELETING"))
    cloud.numbers = [.number("+12065550100")]
    let plan = try await TestPlan(
      "phoneNumbers: { a: { number: '+12065550100' } }\npools: { otp: { messageType: TRANSACTIONAL, originators: [{ phoneNumber: a }] } }\n",
      on: cloud
    )
    #expect(plan.actions.contains("create pool/otp"))
  }

  @Test func `keeps the name it has in the console`() async throws {
    var tags = Self.ours
    tags["Name"] = "renamed by hand"
    let plan = try await TestPlan(
      PoolBench.yaml("name: Codes, tags: { Name: Other }"),
      on: Self.cloud(tags: tags)
    )
    #expect(plan.changes.isEmpty)
  }
}

@Suite struct `The identity of a pool` {
  typealias Live = `A live pool`

  static func cloud(_ pools: [(id: String, tags: [String: String])]) -> Cloud {
    var cloud = PoolBench.cloud()
    for (id, tags) in pools {
      cloud.pools.append(.pool(id))
      cloud.tags[Cloud.arn("pool/\(id)")] = tags
    }
    return cloud
  }

  @Test func `is its tags, not its place or its members`() async throws {
    let cloud = Self.cloud([("pool-1", [:]), ("pool-2", Live.ours), ("pool-3", ["Name": "x"])])
    let plan = try await TestPlan(PoolBench.yaml("sharedRoutes: true"), on: cloud)
    #expect(
      try await plan.run().first == #"UpdatePool {"PoolId":"pool-2","SharedRoutesEnabled":true}"#
    )
  }

  /// An id is of one region, and what stands beside the key goes for all of the manifest.
  @Test(
    arguments: [
      ("us-east-1:", "id"),
      ("us-east-1: , eu-west-1:", "overrides: { us-east-1: { id: ... } }"),
    ]
  )
  func `is in doubt where two live ones carry the same tags`(
    _ regions: String,
    _ field: String
  ) async throws {
    let plan = try await TestPlan(
      "version: 1\nproject: checkout\nregions: { \(regions) }\n" + PoolBench.yaml(),
      on: Self.cloud([("pool-2", Live.ours), ("pool-1", Live.ours)])
    )
    #expect(
      plan.errors == [
        "the pool 'otp' could be any of pool-1, pool-2 in us-east-1; say which with '\(field)'"
      ]
    )
  }

  @Test func `can be given by id`() async throws {
    let cloud = Self.cloud([("pool-2", Live.ours), ("pool-1", Live.ours)])
    let plan = try await TestPlan(PoolBench.yaml("id: pool-1, sharedRoutes: true"), on: cloud)
    #expect(plan.errors.isEmpty)
    #expect(
      try await plan.run().first == #"UpdatePool {"PoolId":"pool-1","SharedRoutesEnabled":true}"#
    )
  }

  @Test func `cannot be an id that is not there`() async throws {
    let plan = try await TestPlan(PoolBench.yaml("id: pool-9"), on: Self.cloud([]))
    #expect(plan.errors == ["there is no pool 'pool-9' in us-east-1"])
  }

  @Test func `is not that of another project or under another key`() async throws {
    let foreign = ["smsctl:project": "billing", "smsctl:name": "otp", "Name": "otp"]
    let other = ["smsctl:project": "checkout", "smsctl:name": "marketing", "Name": "otp"]
    let cloud = Self.cloud([("pool-1", foreign), ("pool-2", other)])
    let plan = try await TestPlan(PoolBench.yaml(), on: cloud)
    #expect(plan.actions.contains("create pool/otp"))
  }

  static let namesakes: [(why: String, cloud: Cloud)] = [
    ("by name", cloud([("pool-1", ["Name": "otp"])])),
    ("by number", held),
  ]

  private static var held: Cloud {
    var cloud = cloud([("pool-1", [:])])
    cloud.numbers[0] = .number("+12065550100", pool: "pool-1")
    cloud.members["pool-1"] = [.member(number: PoolBench.first)]
    return cloud
  }

  @Test(arguments: namesakes)
  func `is suspected of an untagged namesake until it is adopted`(
    why: String,
    cloud: Cloud
  )
    async throws
  {
    let plan = try await TestPlan(PoolBench.yaml(), on: cloud)
    #expect(
      plan.change("pool/otp")?.outline
        == "blocked pool/otp: pool-1 exists already, without smsctl's tag, under the same name or with a number that is wanted; take it over with 'adopt: true' or --adopt us-east-1/pool/otp"
    )
    #expect(plan.steps.isEmpty)
    let adopted = try await TestPlan(PoolBench.yaml(), on: cloud, adopt: ["us-east-1/pool/otp"])
    #expect(adopted.change("pool/otp")?.action == .adopt)
    let writes = try await adopted.run()
    #expect(
      writes.first
        == #"TagResource {"ResourceArn":"\#(Live.arn)","Tags":[{"Key":"smsctl:name","Value":"otp"},{"Key":"smsctl:project","Value":"checkout"}]}"#
    )
  }

  @Test func `of a former project is handed over`() async throws {
    let old = ["smsctl:project": "old", "smsctl:name": "otp", "Name": "otp"]
    var cloud = Self.cloud([("pool-1", old)])
    cloud.members["pool-1"] = [.member(number: PoolBench.first)]
    cloud.numbers[0] = .number("+12065550100", pool: "pool-1")
    let plan = try await TestPlan("formerProjects: [old]\n" + PoolBench.yaml(), on: cloud)
    #expect(
      plan.change("pool/otp")?.outline == "update pool/otp\n  tags.smsctl:project: old -> checkout"
    )
  }
}
