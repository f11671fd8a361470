import Resources
import SMSVoice
import Testing

@Suite struct `The creation of what has no name` {
  static let yaml =
    "senderIds: { EXAMPLECO: { countries: [DE] } }\n"
    + "pools: { otp: { messageType: TRANSACTIONAL, originators: [{ senderId: EXAMPLECO }] } }\n"

  static var cloud: Cloud {
    var cloud = Cloud()
    cloud.senderIDs = [.senderID("EXAMPLECO", "DE")]
    return cloud
  }

  static func tokens(_ yaml: String, on cloud: Cloud = cloud) async throws -> [String] {
    let tokens = TestTokens()
    _ = try await TestPlan(yaml, on: cloud).run(tokens: tokens)
    return tokens.derivedFrom
  }

  @Test func `has a token of account, region, project, name and exact body, in every run`()
    async throws
  {
    let body =
      #"{"IsoCountryCode":"DE","MessageType":"TRANSACTIONAL","OriginationIdentity":"EXAMPLECO","Tags":\#(PoolBench.tags)}"#
    let token = "123456789012 us-east-1 checkout otp \(body)"
    #expect(try await Self.tokens(Self.yaml) == [token])
    #expect(try await Self.tokens(Self.yaml) == [token])
    let protect = try await Self.tokens(ProtectBench.yaml("deletionProtection: false"))
    let protectBody = #"{"DeletionProtectionEnabled":false,"Tags":\#(ProtectBench.tags)}"#
    #expect(protect == ["123456789012 us-east-1 checkout signup \(protectBody)"])
  }

  @Test func `has another token for another body or region`() async throws {
    let token = try await Self.tokens(Self.yaml)
    let other = Self.yaml.replacing("TRANSACTIONAL", with: "PROMOTIONAL")
    #expect(try await Self.tokens(other) != token)
    let head = "version: 1\nproject: checkout\nregions: { eu-west-1: }\n"
    #expect(try await Self.tokens(head + Self.yaml) != token)
  }

  /// A pool that an earlier run made, of which only its tags tell.
  static func leaveBehind(_ service: FakeService) {
    service.tell("DescribePools") { call in
      if let ids = call.body["PoolIds"]?.items, !ids.contains("pool-old") { return ["Pools": []] }
      return ["Pools": [.pool("pool-old")]]
    }
    tellOurTags(service)
  }

  static func tellOurTags(_ service: FakeService, name: String = "otp") {
    service.tell("ListTagsForResource") { _ in
      [
        "Tags": [
          ["Key": "smsctl:name", "Value": "\(name)"],
          ["Key": "smsctl:project", "Value": "checkout"],
        ]
      ]
    }
  }

  static func createTokens(_ service: FakeService) -> [String?] {
    service.calls.filter { $0.operation == "CreatePool" }.map { $0.body["ClientToken"]?.text }
  }

  @Test func `takes the id it is answered with when it is alive`() async throws {
    let created = CreatedResources()
    let plan = try await TestPlan(Self.yaml, on: Self.cloud)
    #expect(try await plan.run(created: created).count == 1)
    #expect(created[try #require(plan.change("pool/otp")).address] == "pool-new0")
  }

  @Test func `finds by its tags what a dead id stood for`() async throws {
    let created = CreatedResources()
    let plan = try await TestPlan(Self.yaml, on: Self.cloud)
    Self.leaveBehind(plan.service)
    plan.service.tell("CreatePool") { _ in ["PoolId": "pool-dead"] }
    _ = try await plan.run(created: created)
    #expect(created[try #require(plan.change("pool/otp")).address] == "pool-old")
    #expect(Self.createTokens(plan.service) == ["derived"])
  }

  @Test func `creates once more, with the token after a dead id's, when nothing carries the tags`()
    async throws
  {
    let created = CreatedResources()
    let plan = try await TestPlan(Self.yaml, on: Self.cloud)
    Self.tellOurTags(plan.service)
    plan.service.tell("CreatePool") { call in
      call.body["ClientToken"] == "derived" ? ["PoolId": "pool-dead"] : ["PoolId": "pool-2"]
    }
    plan.service.tell("DescribePools") { call in
      switch call.body["PoolIds"]?.items {
      case ["pool-2"]: ["Pools": [.pool("pool-2")]]
      case nil: ["Pools": []]
      default: throw ServiceError.make(.notFound)
      }
    }
    _ = try await plan.run(created: created)
    #expect(created[try #require(plan.change("pool/otp")).address] == "pool-2")
    #expect(Self.createTokens(plan.service) == ["derived", "derived-2"])
  }

  @Test func `does not take a resource that is being deleted`() async throws {
    let plan = try await TestPlan(Self.yaml, on: Self.cloud)
    Self.tellOurTags(plan.service)
    plan.service.tell("CreatePool") { call in
      call.body["ClientToken"] == "derived" ? ["PoolId": "pool-1"] : ["PoolId": "pool-2"]
    }
    plan.service.tell("DescribePools") { call in
      call.body["PoolIds"]?.items == ["pool-2"]
        ? ["Pools": [.pool("pool-2")]] : ["Pools": [.pool("pool-1", status: "DELETING")]]
    }
    _ = try await plan.run()
    #expect(Self.createTokens(plan.service) == ["derived", "derived-2"])
  }

  /// The token brings back what an earlier run made, and what has another name since.
  @Test func `does not touch what is another's by now`() async throws {
    let created = CreatedResources()
    let plan = try await TestPlan(Self.yaml, on: Self.cloud)
    plan.service.tell("CreatePool") { call in
      call.body["ClientToken"] == "derived" ? ["PoolId": "pool-login"] : ["PoolId": "pool-2"]
    }
    plan.service.tell("DescribePools") { call in
      switch call.body["PoolIds"]?.items {
      case ["pool-2"]: ["Pools": [.pool("pool-2")]]
      default: ["Pools": [.pool("pool-login")]]
      }
    }
    plan.service.tell("ListTagsForResource") { call in
      let name = call.body["ResourceArn"]?.text?.hasSuffix("pool-2") == true ? "otp" : "login"
      return [
        "Tags": [
          ["Key": "smsctl:name", "Value": "\(name)"],
          ["Key": "smsctl:project", "Value": "checkout"],
        ]
      ]
    }
    _ = try await plan.run(created: created)
    #expect(created[try #require(plan.change("pool/otp")).address] == "pool-2")
    #expect(Self.createTokens(plan.service) == ["derived", "derived-2"])
    #expect(!plan.service.calls.contains { $0.body["PoolId"]?.text == "pool-login" })
  }

  static let pinned: [ServiceError.Kind] = [.conflict, .notFound, .quotaExceeded, .validation]

  @Test(arguments: pinned)
  func `finds by its tags what an old failure stands before`(kind: ServiceError.Kind) async throws {
    let created = CreatedResources()
    let plan = try await TestPlan(Self.yaml, on: Self.cloud)
    Self.leaveBehind(plan.service)
    plan.service.tell("CreatePool") { _ in throw ServiceError.make(kind) }
    _ = try await plan.run(created: created)
    #expect(created[try #require(plan.change("pool/otp")).address] == "pool-old")
    #expect(Self.createTokens(plan.service) == ["derived"])
  }

  @Test(arguments: pinned)
  func `tries once more behind an old failure, and no more`(kind: ServiceError.Kind) async throws {
    let plan = try await TestPlan(Self.yaml, on: Self.cloud)
    plan.service.tell("CreatePool") { _ in throw ServiceError.make(kind) }
    await #expect(throws: ServiceError.make(kind)) { try await plan.run() }
    #expect(Self.createTokens(plan.service) == ["derived", "derived-2", "random-1"])
  }

  @Test func `waits half a minute for reads that lag before it takes an id for dead`() async throws
  {
    let plan = try await TestPlan(Self.yaml, on: Self.cloud)
    Self.tellOurTags(plan.service)
    plan.service.tell("CreatePool") { call in
      call.body["ClientToken"] == "derived" ? ["PoolId": "pool-dead"] : ["PoolId": "pool-2"]
    }
    plan.service.tell("DescribePools") { call in
      call.body["PoolIds"]?.items == ["pool-2"] ? ["Pools": [.pool("pool-2")]] : ["Pools": []]
    }
    _ = try await plan.run()
    let asked = plan.service.calls.count { $0.body["PoolIds"]?.items == ["pool-dead"] }
    #expect(asked == 16)
    #expect(Self.createTokens(plan.service) == ["derived", "derived-2"])
  }

  @Test(arguments: [ServiceError.Kind.throttling, .internalServer, .transport, .accessDenied])
  func `fails as the call fails when no answer tells what happened`(
    kind: ServiceError.Kind
  )
    async throws
  {
    let plan = try await TestPlan(Self.yaml, on: Self.cloud)
    plan.service.tell("CreatePool") { _ in throw ServiceError.make(kind) }
    await #expect(throws: ServiceError.make(kind)) { try await plan.run() }
    #expect(plan.service.calls.last?.operation == "CreatePool")
  }
}

@Suite struct `A step that runs` {
  static let address = Address(region: "us-east-1", kind: "pool", name: "otp")

  @Test func `cannot name what no step has made`() throws {
    let context = StepContext.make(FakeService(), Self.address)
    #expect(throws: StepFailure.self) { try context.id(of: .created(Self.address)) }
    #expect(try context.id(of: .known("pool-1")) == "pool-1")
    context.created.record("pool-2", for: Self.address)
    #expect(try context.id(of: .created(Self.address)) == "pool-2")
  }

  @Test func `gives up polling when its time has passed`() async throws {
    let context = StepContext.make(FakeService(), Self.address)
    await #expect(throws: StepFailure("too late")) {
      try await context.poll(timeout: .seconds(3), failure: "too late") { false }
    }
    #expect(context.elapsed() == .seconds(3))
  }

  @Test func `waits for a pool until it is active`() async throws {
    let creation = `The creation of what has no name`.self
    let plan = try await TestPlan(creation.yaml, on: creation.cloud)
    plan.service.tell("DescribePools") { _ in ["Pools": [.pool("pool-new0", status: "CREATING")]] }
    await #expect(throws: StepFailure("the pool pool-new0 was not ACTIVE after ten minutes")) {
      try await plan.run()
    }
  }

  @Test func `adds up what is leased`() {
    let created = CreatedResources()
    for price in ["1.50", nil, "nonsense", "0.75"] { created.addMonthlyPrice(price) }
    #expect("\(created.monthlyPrice)" == "2.25")
  }
}
