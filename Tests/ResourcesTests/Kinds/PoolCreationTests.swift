import Resources
import SMSVoice
import Testing

/// A manifest with a pool over two numbers and a sender ID, and the account it is for.
enum PoolBench {
  static let topic = "arn:aws:sns:us-east-1:123456789012:inbound"
  static let role = "arn:aws:iam::123456789012:role/sms"
  static let numbers = """
    phoneNumbers: { a: { number: '+12065550100' }, b: { number: '+12065550101' } }
    optOutLists: { codes: }

    """
  static let first = "phone-12065550100"
  static let second = "phone-12065550101"

  static func yaml(_ fields: String = "", originators: String = "[{ phoneNumber: a }]") -> String {
    """
    \(numbers)pools: { otp: { messageType: TRANSACTIONAL, originators: \(originators), \(fields) } }

    """
  }

  static func cloud(_ first: JSON? = nil, _ second: JSON? = nil) -> Cloud {
    var cloud = Cloud()
    cloud.numbers = [first ?? .number("+12065550100"), second ?? .number("+12065550101")]
    for id in [Self.first, Self.second] {
      cloud.tags[Cloud.arn("phone-number/\(id)")] = ["smsctl:project": "checkout"]
    }
    cloud.optOutLists = ["Default", "codes"]
    return cloud
  }

  static let tags =
    #"[{"Key":"Name","Value":"otp"},{"Key":"smsctl:name","Value":"otp"},{"Key":"smsctl:project","Value":"checkout"}]"#
}

@Suite struct `A new pool` {
  @Test func `is created with its first originator, settled, and joined by the rest`() async throws
  {
    let plan = try await TestPlan(
      PoolBench.yaml(
        "sharedRoutes: false, keywords: { JOIN: { action: OPT_IN, message: Hi } }",
        originators: "[{ phoneNumber: a }, { phoneNumber: b }, { senderId: EXAMPLECO }]"
      ) + "senderIds: { EXAMPLECO: { countries: [DE] } }\n",
      on: PoolBench.cloud()
    )
    let pool = "us-east-1/pool/otp"
    #expect(
      plan.steps == """
        \(pool.replacing("pool/otp", with: "phone-number/a"))/keyword/JOIN PutKeyword
        us-east-1/phone-number/b/keyword/JOIN PutKeyword
        us-east-1/sender-id/EXAMPLECO/DE RequestSenderId
        \(pool) CreatePool
          after us-east-1/phone-number/a/keyword/JOIN PutKeyword
        \(pool) wait DescribePools
          after \(pool) CreatePool
        \(pool) UpdatePool
          after \(pool) wait DescribePools
        \(pool)/keyword/JOIN PutKeyword
          after \(pool) wait DescribePools
        \(pool) AssociateOriginationIdentity +12065550101
          after us-east-1/phone-number/b/keyword/JOIN PutKeyword
          after \(pool) CreatePool
          after \(pool) UpdatePool
          after \(pool) wait DescribePools
          after \(pool)/keyword/JOIN PutKeyword
        \(pool) AssociateOriginationIdentity EXAMPLECO/DE
          after \(pool) CreatePool
          after \(pool) UpdatePool
          after \(pool) wait DescribePools
          after \(pool)/keyword/JOIN PutKeyword
          after us-east-1/sender-id/EXAMPLECO/DE RequestSenderId
        \(pool) wait ListPoolOriginationIdentities
          after \(pool) AssociateOriginationIdentity +12065550101
          after \(pool) AssociateOriginationIdentity EXAMPLECO/DE

        """
    )
  }

  @Test func `sends the country of a sender ID in every call, and of a number in none`()
    async throws
  {
    let plan = try await TestPlan(
      "senderIds: { EXAMPLECO: { countries: [DE, FR] } }\n"
        + PoolBench.yaml(originators: "[{ senderId: EXAMPLECO }, { phoneNumber: a }]"),
      on: PoolBench.cloud()
    )
    let writes = try await plan.run()
    let pool = #""PoolId":"pool-new0""#
    #expect(
      writes.filter { $0.contains("Pool") || $0.contains("Associate") } == [
        #"CreatePool {"ClientToken":"derived","IsoCountryCode":"DE","MessageType":"TRANSACTIONAL","OriginationIdentity":"EXAMPLECO","Tags":\#(PoolBench.tags)}"#,
        #"AssociateOriginationIdentity {"ClientToken":"random-3","OriginationIdentity":"\#(PoolBench.first)",\#(pool)}"#,
        #"AssociateOriginationIdentity {"ClientToken":"random-4","IsoCountryCode":"FR","OriginationIdentity":"EXAMPLECO",\#(pool)}"#,
      ]
    )
  }

  @Test func `is told with all it is to have`() async throws {
    let plan = try await TestPlan(
      PoolBench.yaml(
        "optOutList: codes, twoWay: { channel: '\(PoolBench.topic)' }, selfManagedOptOuts: false, sharedRoutes: true, deletionProtection: true, tags: { team: a }"
      ),
      on: PoolBench.cloud()
    )
    #expect(
      plan.change("pool/otp")?.outline == """
        create pool/otp
          messageType = TRANSACTIONAL
          optOutList = codes
          twoWay.channel = \(PoolBench.topic)
          selfManagedOptOuts = false
          sharedRoutes = true
          deletionProtection = true
          originators.+12065550100 = present
          tags.team = a
        """
    )
    let writes = try await plan.run()
    let update = writes.first { $0.hasPrefix("UpdatePool") }
    #expect(
      update
        == #"UpdatePool {"OptOutListName":"codes","PoolId":"pool-new0","SelfManagedOptOutsEnabled":false,"SharedRoutesEnabled":true,"TwoWayChannelArn":"\#(PoolBench.topic)","TwoWayEnabled":true}"#
    )
  }

  @Test func `with two-way off sends no channel`() async throws {
    let plan = try await TestPlan(PoolBench.yaml("twoWay: false"), on: PoolBench.cloud())
    #expect(
      try await plan.run().last == #"UpdatePool {"PoolId":"pool-new0","TwoWayEnabled":false}"#
    )
  }

  @Test func `may have another name in the console`() async throws {
    let plan = try await TestPlan(PoolBench.yaml("name: Codes"), on: PoolBench.cloud())
    let create = try #require(try await plan.run().first)
    #expect(create.contains(#"{"Key":"Name","Value":"Codes"},{"Key":"smsctl:name","Value":"otp"}"#))
  }

  @Test func `waits for the sender ID it begins with`() async throws {
    let plan = try await TestPlan(
      "senderIds: { EXAMPLECO: { countries: [DE] } }\n"
        + PoolBench.yaml(originators: "[{ senderId: EXAMPLECO }]"),
      on: PoolBench.cloud()
    )
    #expect(
      plan.steps.contains(
        """
        us-east-1/pool/otp CreatePool
          after us-east-1/sender-id/EXAMPLECO/DE RequestSenderId

        """
      )
    )
  }

  @Test func `begins with the first originator that can be used when nothing is to be inherited`()
    async throws
  {
    let plan = try await TestPlan(
      PoolBench.yaml(
        "optOutList: { external: Default }, twoWay: false, selfManagedOptOuts: false, keywords: { HELP: { message: Help text }, STOP: { message: Stop text } }",
        originators: "[{ phoneNumber: a }, { phoneNumber: b }]"
      ),
      on: PoolBench.cloud(.number("+12065550100", status: "PENDING"))
    )
    #expect(
      plan.actions == [
        "none opt-out-list/codes", "waiting phone-number/a", "none phone-number/b",
        "create pool/otp", "create pool/otp/keyword/HELP", "create pool/otp/keyword/STOP",
        "waiting pool/otp/originator/+12065550100",
      ]
    )
    let writes = try await plan.run()
    #expect(writes.first?.contains(#""OriginationIdentity":"\#(PoolBench.second)""#) == true)
  }

  @Test func `waits for the first originator when it is to inherit from it`() async throws {
    let plan = try await TestPlan(
      PoolBench.yaml(originators: "[{ phoneNumber: a }, { phoneNumber: b }]"),
      on: PoolBench.cloud(.number("+12065550100", status: "PENDING"))
    )
    #expect(
      plan.actions == [
        "none opt-out-list/codes", "waiting phone-number/a", "waiting phone-number/b",
        "waiting pool/otp",
      ]
    )
    #expect(plan.change("pool/otp")?.reason?.contains("which is PENDING") == true)
    #expect(plan.steps.isEmpty)
  }

  @Test func `waits while none of its originators can be used`() async throws {
    let plan = try await TestPlan(
      "senderIds: { EXAMPLECO: { countries: [JO] } }\n"
        + PoolBench.yaml(originators: "[{ senderId: EXAMPLECO }]"),
      on: PoolBench.cloud()
    )
    #expect(
      plan.change("pool/otp")?.outline
        == "waiting pool/otp: none of its originators can be used yet (EXAMPLECO/JO: needs JO_SENDER_ID_REGISTRATION)"
    )
    #expect(plan.steps.isEmpty)
  }

  @Test func `leaves out a sender ID that waits for its registration`() async throws {
    let plan = try await TestPlan(
      "senderIds: { EXAMPLECO: { countries: [AE, DE] } }\n"
        + PoolBench.yaml(originators: "[{ senderId: EXAMPLECO }]"),
      on: PoolBench.cloud()
    )
    #expect(
      plan.actions.filter { !$0.hasPrefix("none") } == [
        "waiting sender-id/EXAMPLECO/AE", "create sender-id/EXAMPLECO/DE", "create pool/otp",
        "waiting pool/otp/originator/EXAMPLECO/AE",
      ]
    )
  }

  @Test func `may hold what the manifest does not have`() async throws {
    let originators =
      "[{ phoneNumber: { external: '+12065550100' } }, { senderId: { external: acme }, countries: [DE] }]"
    var cloud = PoolBench.cloud()
    cloud.senderIDs = [.senderID("ACME", "DE")]
    let plan = try await TestPlan(
      "pools: { otp: { messageType: TRANSACTIONAL, originators: \(originators) } }\n",
      on: cloud
    )
    #expect(plan.actions == ["create pool/otp"])
    #expect(try await plan.run().last?.contains(#""IsoCountryCode":"DE""#) == true)

    let missing = try await TestPlan(
      "pools: { otp: { messageType: TRANSACTIONAL, originators: \(originators) } }\n"
    )
    #expect(
      missing.errors == [
        "there is no phone number '+12065550100' in us-east-1; it has no numbers at all",
        "there is no sender ID 'ACME' for DE in us-east-1",
      ]
    )
  }
}

@Suite struct `A number that joins a pool` {
  @Test func `gets the pool's settings and keywords first, under its own address`() async throws {
    let plan = try await TestPlan(
      PoolBench.yaml(
        "optOutList: codes, twoWay: { channel: '\(PoolBench.topic)' }, keywords: { HELP: { message: Help! } }"
      ),
      on: PoolBench.cloud()
    )
    #expect(
      plan.change("phone-number/a")?.outline == """
        update phone-number/a
          optOutList: Default -> codes
          twoWay.channel = \(PoolBench.topic)
        """
    )
    #expect(plan.actions.contains("update phone-number/a/keyword/HELP"))
    #expect(
      plan.steps.contains(
        """
        us-east-1/pool/otp CreatePool
          after us-east-1/phone-number/a UpdatePhoneNumber
          after us-east-1/phone-number/a wait DescribePhoneNumbers
          after us-east-1/phone-number/a/keyword/HELP PutKeyword

        """
      )
    )
  }

  @Test func `gets what a new pool inherits from the first number`() async throws {
    let first = JSON.number(
      "+12065550100",
      list: "codes",
      ["TwoWayEnabled": true, "TwoWayChannelArn": "\(PoolBench.topic)", "TwoWayChannelRole": "r"]
    )
    let plan = try await TestPlan(
      PoolBench.yaml(originators: "[{ phoneNumber: a }, { phoneNumber: b }]"),
      on: PoolBench.cloud(first)
    )
    #expect(plan.actions.contains("none phone-number/a"))
    #expect(
      plan.change("phone-number/b")?.outline == """
        update phone-number/b
          optOutList: Default -> codes
          twoWay.channel = \(PoolBench.topic)
          twoWay.role = r
        """
    )
  }

  @Test func `gets nothing from an originator that waits`() async throws {
    let registered = "senderIds: { EXAMPLECO: { countries: [JO] } }\n"
    let originators = "[{ senderId: EXAMPLECO }, { phoneNumber: a }]"
    let yaml = registered + PoolBench.yaml(originators: originators)
    var cloud = PoolBench.cloud(.number("+12065550100", list: "codes"))
    let waiting = try await TestPlan(yaml, on: cloud)
    #expect(waiting.change("phone-number/a")?.action == Action.none)
    #expect(waiting.change("pool/otp")?.action == .create)

    cloud.senderIDs = [.senderID("EXAMPLECO", "JO")]
    let live = try await TestPlan(yaml, on: cloud)
    #expect(
      live.change("phone-number/a")?.outline == """
        update phone-number/a
          optOutList: codes -> Default
        """
    )

    let pending = try await TestPlan(
      PoolBench.yaml(originators: "[{ phoneNumber: a }, { phoneNumber: b }]"),
      on: PoolBench.cloud(.number("+12065550100", status: "PENDING", list: "codes"))
    )
    #expect(pending.change("phone-number/b")?.action == .waiting)
  }

  @Test func `gets the text of the built-in keywords of the first number`() async throws {
    var cloud = PoolBench.cloud()
    cloud.keywords[PoolBench.first] = [.keyword("HELP", "Ours", "AUTOMATIC_RESPONSE")]
    let plan = try await TestPlan(
      PoolBench.yaml(originators: "[{ phoneNumber: a }, { phoneNumber: b }]"),
      on: cloud
    )
    #expect(
      plan.change("phone-number/b/keyword/HELP")?.outline == """
        update phone-number/b/keyword/HELP
          message: Help text -> Ours
        """
    )
  }

  @Test func `with a keyword that the pool lacks is blocked and left out`() async throws {
    var cloud = PoolBench.cloud()
    cloud.keywords[PoolBench.second] = [.keyword("INFO", "Hi", "AUTOMATIC_RESPONSE")]
    let plan = try await TestPlan(
      PoolBench.yaml(originators: "[{ phoneNumber: a }, { phoneNumber: b }]"),
      on: cloud
    )
    #expect(
      plan.changes == """
        blocked phone-number/b: the pool that it is to join has no keyword 'INFO'; add it to the pool's keywords, or delete it from the number
        create pool/otp
          messageType = TRANSACTIONAL
          originators.+12065550100 = present
        blocked pool/otp/originator/+12065550101: us-east-1/phone-number/b is blocked
        """
    )
    #expect(try await plan.run().count == 1)
  }

  @Test func `needs consent to leave its opt-out list, and is left out without`() async throws {
    var cloud = PoolBench.cloud()
    cloud.optedOut["Default"] = ["+1", "+2"]
    let yaml = PoolBench.yaml("optOutList: codes")
    let plan = try await TestPlan(yaml, on: cloud)
    #expect(plan.actions.contains("blocked phone-number/a"))
    #expect(plan.change("phone-number/a")?.reason?.contains("lacks 2 of the numbers") == true)
    #expect(plan.change("pool/otp")?.action == .blocked)
    #expect(plan.steps.isEmpty)
    let allowed = try await TestPlan(
      yaml,
      on: cloud,
      allowConsentChange: ["us-east-1/phone-number/a"]
    )
    #expect(allowed.actions.contains("update phone-number/a"))
    #expect(allowed.actions.contains("create pool/otp"))
  }

  @Test func `needs consent to inherit another opt-out list`() async throws {
    var cloud = PoolBench.cloud(.number("+12065550100", list: "codes"))
    cloud.optedOut["Default"] = ["+1"]
    let plan = try await TestPlan(
      PoolBench.yaml(originators: "[{ phoneNumber: a }, { phoneNumber: b }]"),
      on: cloud
    )
    #expect(plan.change("phone-number/b")?.action == .blocked)
    #expect(plan.actions.contains("create pool/otp"))
    #expect(plan.actions.contains("blocked pool/otp/originator/+12065550101"))
  }

  @Test func `of nobody that needs a change is blocked until it is adopted`() async throws {
    var cloud = PoolBench.cloud()
    cloud.tags = [:]
    let plan = try await TestPlan(PoolBench.yaml("optOutList: codes"), on: cloud)
    #expect(plan.change("phone-number/a")?.action == .blocked)
    #expect(plan.change("pool/otp")?.action == .blocked)
    #expect(plan.steps.isEmpty)
  }

  @Test func `is not taken out of another pool`() async throws {
    let cloud = PoolBench.cloud(.number("+12065550100", pool: "pool-x"))
    let plan = try await TestPlan(PoolBench.yaml(), on: cloud)
    #expect(
      plan.change("phone-number/a")?.outline
        == "blocked phone-number/a: the number is in the pool pool-x, and for a while in none when it moves; to move it, add --allow-replace us-east-1/phone-number/a"
    )
    #expect(plan.change("pool/otp")?.action == .blocked)
  }

  @Test func `gets its deletion protection before it joins`() async throws {
    let yaml = PoolBench.yaml().replacing(
      "'+12065550100' }",
      with: "'+12065550100', deletionProtection: true }"
    )
    let plan = try await TestPlan(yaml, on: PoolBench.cloud())
    #expect(
      plan.steps.contains(
        """
        us-east-1/pool/otp CreatePool
          after us-east-1/phone-number/a UpdatePhoneNumber
        """
      )
    )
  }
}

@Suite struct `A number that is adopted and joins` {
  @Test func `is ours before it joins`() async throws {
    var cloud = PoolBench.cloud()
    cloud.tags[Cloud.arn("phone-number/\(PoolBench.second)")] = [:]
    let plan = try await TestPlan(
      PoolBench.yaml(originators: "[{ phoneNumber: a }, { phoneNumber: b }]"),
      on: cloud,
      adopt: ["us-east-1/phone-number/b"]
    )
    #expect(
      plan.steps.contains(
        """
        us-east-1/pool/otp AssociateOriginationIdentity +12065550101
          after us-east-1/phone-number/b TagResource

        """
      ),
      "\(plan.steps)"
    )
  }
}
