import Resources
import SMSVoice
import Testing

@Suite struct `The replacement of an event destination` {
  typealias Bench = `An event destination`

  static let address = "us-east-1/configuration-set/otp/event-destination/topic"
  static let standIn = "topic-smsctl-replacing"
  static let yaml = Bench.yaml("events: [ALL], \(logs)")
  static let logs =
    "cloudWatchLogs: { logGroup: '\(Bench.logGroup)', role: '\(Bench.role)' }"

  /// A set whose `topic` sends to SNS, beside some that the manifest does not have.
  static func cloud(others: Int = 0) -> Cloud {
    let others = (0..<others).map { JSON.destination("other\($0)", events: ["ALL"], Bench.sns) }
    let topic = JSON.destination("topic", events: ["ALL"], Bench.sns)
    return SetBench.cloud(destinations: [topic] + others)
  }

  static func plan(_ cloud: Cloud, prune: Bool = false) async throws -> TestPlan {
    try await TestPlan(yaml, on: cloud, allowReplace: [address], prune: prune)
  }

  @Test func `makes a stand-in first and takes it away last`() async throws {
    let plan = try await Self.plan(Self.cloud(others: 3))
    let change = try #require(plan.change(Bench.path))
    #expect(change.action == .replace)
    #expect(
      change.reason
        == "it cannot change from sns to cloudWatchLogs; '\(Self.standIn)' takes the events meanwhile"
    )
    #expect(change.opens.isEmpty)
    #expect(
      plan.steps == """
        \(Self.address) wait DescribeConfigurationSets before its replacement
        \(Self.address) CreateEventDestination stand-in
          after \(Self.address) wait DescribeConfigurationSets before its replacement
        \(Self.address) DeleteEventDestination
          after \(Self.address) CreateEventDestination stand-in
          after \(Self.address) wait DescribeConfigurationSets before its replacement
        \(Self.address) CreateEventDestination
          after \(Self.address) DeleteEventDestination
        \(Self.address) DeleteEventDestination stand-in
          after \(Self.address) CreateEventDestination

        """
    )
    let sink =
      #""CloudWatchLogsDestination":{"IamRoleArn":"\#(Bench.role)","LogGroupArn":"\#(Bench.logGroup)"}"#
    func create(_ name: String, _ token: Int) -> String {
      #"CreateEventDestination {"ClientToken":"random-\#(token)",\#(sink),"ConfigurationSetName":"otp","EventDestinationName":"\#(name)","MatchingEventTypes":["ALL"]}"#
    }
    func delete(_ name: String) -> String {
      #"DeleteEventDestination {"ConfigurationSetName":"otp","EventDestinationName":"\#(name)"}"#
    }
    #expect(
      try await plan.run() == [
        create(Self.standIn, 1), delete("topic"), create("topic", 2), delete(Self.standIn),
      ]
    )
  }

  @Test func `in a full set says that events are lost`() async throws {
    let plan = try await Self.plan(Self.cloud(others: 4))
    #expect(
      plan.change(Bench.path)?.reason
        == "it cannot change from sns to cloudWatchLogs; the set has no room for a second one, so events between its deletion and its creation are lost"
    )
    #expect(try await plan.run().map { $0.prefix(6) } == ["Delete", "Create"])
  }

  @Test func `has room where a pruned one leaves it`() async throws {
    let plan = try await Self.plan(Self.cloud(others: 4), prune: true)
    #expect(plan.change(Bench.path)?.reason?.contains(Self.standIn) == true)
    let writes = try await plan.run()
    #expect(writes.prefix(4).allSatisfy { $0.contains(#"DeleteEventDestination"#) })
    #expect(plan.service.cloud.workingDestinations == ["topic"])
  }

  static let idle: [(live: Bool, wanted: Bool)] = [(false, true), (true, false), (false, false)]

  @Test(arguments: idle)
  func `needs no stand-in where no events flow`(live: Bool, wanted: Bool) async throws {
    let row = JSON.destination("topic", events: ["ALL"], Bench.sns)
    let cloud = SetBench.cloud(destinations: [row.merging(["Enabled": .bool(live)])])
    let plan = try await TestPlan(
      Bench.yaml("events: [ALL], enabled: \(wanted), \(Self.logs)"),
      on: cloud,
      allowReplace: [Self.address]
    )
    #expect(plan.change(Bench.path)?.reason == "it cannot change from sns to cloudWatchLogs")
    let operations = try await plan.run().map { $0.prefix { $0 != " " } }
    #expect(
      operations
        == ["DeleteEventDestination", "CreateEventDestination"]
        + (wanted ? [] : ["UpdateEventDestination"])
    )
  }

  static let crowds = [(others: 0, prune: false), (3, false), (3, true), (4, false), (4, true)]

  /// However far a run got, the next one ends where an undisturbed one does, and no stand-in is left.
  @Test(arguments: crowds, 0...9)
  func `converges wherever a run was killed`(
    crowd: (others: Int, prune: Bool),
    count: Int
  ) async throws {
    let cloud = Self.cloud(others: crowd.others)
    let first = try await Self.plan(cloud, prune: crowd.prune)
    _ = try await first.run(first: count)
    let second = try await Self.plan(first.service.cloud, prune: crowd.prune)
    _ = try await second.run()
    let kept = crowd.prune ? [] : (0..<crowd.others).map { "other\($0)" }
    #expect(second.service.cloud.workingDestinations == kept + ["topic"])
    let third = try await Self.plan(second.service.cloud, prune: crowd.prune)
    #expect(third.plan.changes.allSatisfy { !$0.action.isChange }, "\(third.changes)")
  }

  @Test(arguments: 0...5)
  func `always leaves one at work`(count: Int) async throws {
    let plan = try await Self.plan(Self.cloud(others: 3))
    _ = try await plan.run(first: count)
    let working = plan.service.cloud.workingDestinations
    #expect(working.contains("topic") || working.contains(Self.standIn))
  }

  @Test func `goes on with the stand-in of an interrupted run`() async throws {
    let first = try await Self.plan(Self.cloud())
    _ = try await first.run(first: 2)
    let second = try await Self.plan(first.service.cloud)
    #expect(
      second.actions == [
        "none configuration-set/otp", "replace \(Bench.path)",
        "delete configuration-set/otp/event-destination/\(Self.standIn)",
      ]
    )
    #expect(
      second.change("configuration-set/otp/event-destination/\(Self.standIn)")?.reason
        == "an interrupted replacement of 'topic' left it behind"
    )
    #expect(try await second.run().map { $0.prefix(6) } == ["Delete", "Create", "Delete"])
  }

  @Test func `makes a stand-in anew that sends to a place no longer wanted`() async throws {
    var cloud = Self.cloud()
    let topic = JSON.destination("topic", events: ["ALL"], Bench.sns)
    let old = JSON.destination(Self.standIn, events: ["TEXT_ALL"], Bench.sns)
    cloud.configurationSets = [.configurationSet("otp", destinations: [topic, old])]
    let plan = try await Self.plan(cloud)
    let writes = try await plan.run()
    #expect(writes.map { $0.prefix(6) } == ["Delete", "Create", "Delete", "Create", "Delete"])
    #expect(writes.first?.contains(Self.standIn) == true)
    #expect(plan.service.cloud.workingDestinations == ["topic"])
  }

  @Test func `keeps a stand-in while its destination is blocked`() async throws {
    let first = try await Self.plan(Self.cloud())
    _ = try await first.run(first: 2)
    let second = try await TestPlan(Self.yaml, on: first.service.cloud, prune: true)
    let path = "configuration-set/otp/event-destination/\(Self.standIn)"
    #expect(
      second.actions
        == ["none configuration-set/otp", "blocked \(Bench.path)", "keep \(path)"]
    )
    #expect(second.steps.isEmpty)
  }

  @Test func `is done one by one in a set`() async throws {
    var cloud = Self.cloud()
    cloud.configurationSets = [
      .configurationSet(
        "otp",
        destinations: ["a", "b"].map { .destination($0, events: ["ALL"], Bench.sns) }
      )
    ]
    let yaml = SetBench.yaml(
      "eventDestinations: { a: { events: [ALL], \(Self.logs) }, b: { events: [ALL], \(Self.logs) } }"
    )
    let base = "us-east-1/configuration-set/otp/event-destination"
    let plan = try await TestPlan(yaml, on: cloud, allowReplace: ["\(base)/a", "\(base)/b"])
    #expect(
      plan.steps.contains(
        """
        \(base)/b CreateEventDestination stand-in
          after \(base)/a DeleteEventDestination stand-in

        """
      )
    )
  }

  static let long = String(repeating: "x", count: 64)

  @Test func `gives stand-ins names of their own that the service takes`() async throws {
    let other = String(Self.long.dropLast()) + "y"
    let yaml = SetBench.yaml(
      "eventDestinations: { \(Self.long): { events: [ALL], \(Self.logs) }, \(other): { events: [ALL], \(Self.logs) } }"
    )
    var cloud = Self.cloud()
    cloud.configurationSets = [
      .configurationSet(
        "otp",
        destinations: [Self.long, other].map { .destination($0, events: ["ALL"], Bench.sns) }
      )
    ]
    let base = "us-east-1/configuration-set/otp/event-destination"
    let plan = try await TestPlan(
      yaml,
      on: cloud,
      allowReplace: ["\(base)/\(Self.long)", "\(base)/\(other)"]
    )
    let names = Set(
      try await plan.run().filter { $0.hasPrefix("Create") && $0.contains("-smsctl-replacing") }
    )
    #expect(names.count == 2)
    #expect(plan.service.cloud.workingDestinations == [Self.long, other].sorted())
  }
}

@Suite struct `Event destinations that the manifest does not have` {
  typealias Bench = `An event destination`

  static let live = [JSON.destination("old", events: ["ALL"], Bench.sns)]
  static let path = "configuration-set/otp/event-destination/old"

  @Test func `are pruned from a set of ours`() async throws {
    let cloud = SetBench.cloud(destinations: Self.live)
    let plan = try await TestPlan(SetBench.yaml("eventDestinations: {}"), on: cloud, prune: true)
    #expect(plan.changes == "delete \(Self.path)")
    #expect(
      try await plan.run() == [
        #"DeleteEventDestination {"ConfigurationSetName":"otp","EventDestinationName":"old"}"#
      ]
    )
  }

  @Test func `stay where the manifest does not mention the collection`() async throws {
    let cloud = SetBench.cloud(destinations: Self.live)
    let plan = try await TestPlan(SetBench.yaml(""), on: cloud, prune: true)
    #expect(plan.actions == ["none configuration-set/otp"])
  }

  static let strangers: [[String: String]] = [[:], ["smsctl:project": "billing"]]

  @Test(arguments: strangers)
  func `stay in a set that is not ours`(tags: [String: String]) async throws {
    let cloud = SetBench.cloud(destinations: Self.live, tags: tags)
    let plan = try await TestPlan(SetBench.yaml("eventDestinations: {}"), on: cloud, prune: true)
    #expect(plan.actions == ["none configuration-set/otp", "keep \(Self.path)"])
  }

  @Test func `go after what is made, or before where there is no other room`() async throws {
    let topic = "topic: { events: [ALL], sns: { topic: '\(Bench.topic)' } }"
    let yaml = SetBench.yaml("eventDestinations: { \(topic) }")
    for (count, operations) in [
      (4, ["Create"] + Array(repeating: "Delete", count: 4)),
      (5, Array(repeating: "Delete", count: 5) + ["Create"]),
    ] {
      let live = (0..<count).map { JSON.destination("old\($0)", events: ["ALL"], Bench.sns) }
      let plan = try await TestPlan(yaml, on: SetBench.cloud(destinations: live), prune: true)
      #expect(try await plan.run().map { $0.prefix(6) } == operations.map { $0[...] })
    }
  }

  @Test func `leave no room for another one while they stay`() async throws {
    let live = (0..<5).map { JSON.destination("old\($0)", events: ["ALL"], Bench.sns) }
    let plan = try await TestPlan(
      Bench.yaml("events: [ALL], sns: { topic: '\(Bench.topic)' }"),
      on: SetBench.cloud(destinations: live)
    )
    let change = try #require(plan.change(Bench.path))
    #expect(change.action == .blocked)
    #expect(
      change.reason == "a configuration set has at most 5 event destinations, and others stay"
    )
    #expect(change.remedy == "--prune takes away those that the manifest does not have")
  }
}
