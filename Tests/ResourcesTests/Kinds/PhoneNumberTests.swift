import Diagnostics
import Resources
import Testing

@Suite struct `A phone number` {
  static let number = "+12065550100"
  static let id = "phone-12065550100"
  static let topic = "arn:aws:sns:us-east-1:123456789012:inbound"

  static func yaml(_ fields: String, more: String = "") -> String {
    "phoneNumbers: { otp: { number: '\(number)', \(fields) } }\n\(more)"
  }

  static func cloud(_ row: JSON? = nil, keywords: [JSON] = []) -> Cloud {
    var cloud = Cloud()
    cloud.numbers = [row ?? .number(number)]
    cloud.keywords[id] = keywords
    cloud.tags[Cloud.arn("phone-number/\(id)")] = ["smsctl:project": "checkout"]
    cloud.optOutLists = ["Default", "codes"]
    return cloud
  }

  static func update(_ members: String) -> String {
    #"UpdatePhoneNumber {\#(members.replacing("ID", with: #""PhoneNumberId":"\#(id)""#))}"#
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let yaml: String
    let change: String
    let body: String
    var testDescription: String { yaml }
  }

  static let cases = [
    Case(
      yaml: "optOutList: { external: codes }",
      change: "optOutList: Default -> codes",
      body: #""OptOutListName":"codes",ID"#
    ),
    Case(
      yaml: "twoWay: { channel: '\(topic)' }",
      change: "twoWay.channel = \(topic)",
      body: #"ID,"TwoWayChannelArn":"\#(topic)","TwoWayEnabled":true"#
    ),
    Case(
      yaml: "internationalSending: true",
      change: "internationalSending: false -> true",
      body: #""InternationalSendingEnabled":true,ID"#
    ),
    Case(
      yaml: "deletionProtection: true",
      change: "deletionProtection: false -> true",
      body: #""DeletionProtectionEnabled":true,ID"#
    ),
  ]

  @Test(arguments: cases)
  func `changes one attribute by one call`(_ attribute: Case) async throws {
    let plan = try await TestPlan(Self.yaml(attribute.yaml), on: Self.cloud())
    #expect(plan.changes == "update phone-number/otp\n  \(attribute.change)")
    #expect(try await plan.run() == [Self.update(attribute.body)])
  }

  @Test func `that has what is wanted is left alone`() async throws {
    let plan = try await TestPlan(
      Self.yaml(
        "optOutList: { external: Default }, twoWay: false, selfManagedOptOuts: false, internationalSending: false, deletionProtection: false, keywords: { HELP: { message: Help text } }"
      ),
      on: Self.cloud()
    )
    #expect(plan.actions == ["none phone-number/otp", "none phone-number/otp/keyword/HELP"])
  }

  @Test func `without two-way has no channel in the call, whatever it had`() async throws {
    let row = JSON.number(
      Self.number,
      ["TwoWayEnabled": true, "TwoWayChannelArn": "\(Self.topic)", "TwoWayChannelRole": "r"]
    )
    let plan = try await TestPlan(Self.yaml("twoWay: false"), on: Self.cloud(row))
    #expect(plan.changes == "update phone-number/otp\n  twoWay: true -> false")
    #expect(try await plan.run() == [Self.update(#"ID,"TwoWayEnabled":false"#)])
  }

  @Test func `with two-way off counts as such although a channel is shown`() async throws {
    let row = JSON.number(
      Self.number,
      ["TwoWayEnabled": false, "TwoWayChannelArn": "\(Self.topic)"]
    )
    let plan = try await TestPlan(Self.yaml("twoWay: false"), on: Self.cloud(row))
    #expect(plan.actions == ["none phone-number/otp"])
  }

  @Test func `leaves the role alone unless it is declared`() async throws {
    let row = JSON.number(
      Self.number,
      ["TwoWayEnabled": true, "TwoWayChannelArn": "\(Self.topic)", "TwoWayChannelRole": "r"]
    )
    let plan = try await TestPlan(
      Self.yaml("twoWay: { channel: '\(Self.topic)' }"),
      on: Self.cloud(row)
    )
    #expect(plan.actions == ["none phone-number/otp"])
  }

  @Test func `waits for its opt-out list, and until it is active again`() async throws {
    let plan = try await TestPlan(
      Self.yaml("optOutList: fresh", more: "optOutLists: { fresh: }\n"),
      on: Self.cloud()
    )
    #expect(
      plan.steps == """
        us-east-1/opt-out-list/fresh CreateOptOutList
        us-east-1/phone-number/otp UpdatePhoneNumber
          after us-east-1/opt-out-list/fresh CreateOptOutList
        us-east-1/phone-number/otp wait DescribePhoneNumbers
          after us-east-1/phone-number/otp UpdatePhoneNumber

        """
    )
  }

  @Test(arguments: [
    "+12065550100", "phone-12065550100",
    "arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-12065550100",
  ])
  func `is found by its number, id or ARN`(text: String) async throws {
    let yaml = "phoneNumbers: { otp: { number: '\(text)', internationalSending: true } }\n"
    let plan = try await TestPlan(yaml, on: Self.cloud())
    #expect(plan.actions == ["update phone-number/otp"])
  }

  @Test func `that does not exist is an error that names what is near`() async throws {
    let yaml = "phoneNumbers: { otp: { number: '+12065550101' } }\n"
    let plan = try await TestPlan(yaml, on: Self.cloud())
    #expect(
      plan.errors == [
        "there is no phone number '+12065550101' in us-east-1; did you mean '+12065550100'?"
      ]
    )
    let short = try await TestPlan("phoneNumbers: { otp: { number: '12345' } }\n")
    #expect(
      short.errors == ["there is no phone number '12345' in us-east-1; it has no numbers at all"]
    )
  }

  @Test func `cannot stand in the manifest under two names`() async throws {
    let yaml = "phoneNumbers: { a: { number: '\(Self.number)' }, b: { number: \(Self.id) } }\n"
    let plan = try await TestPlan(yaml, on: Self.cloud())
    #expect(plan.errors == ["'b' is the same phone number as 'a'"])
  }

  @Test func `that was released is not there any more`() async throws {
    let plan = try await TestPlan(
      Self.yaml("internationalSending: true"),
      on: Self.cloud(.number(Self.number, status: "DELETED"))
    )
    #expect(plan.errors.count == 1)
  }

  @Test func `that is pending waits`() async throws {
    let plan = try await TestPlan(
      Self.yaml("internationalSending: true"),
      on: Self.cloud(.number(Self.number, status: "PENDING"))
    )
    #expect(
      plan.changes == "waiting phone-number/otp: the number is PENDING at AWS or the carrier"
    )
    #expect(plan.steps.isEmpty)
  }

  @Test(arguments: ["ASSOCIATING", "DISASSOCIATING"], [nil, "pool-x"])
  func `that settles waits`(_ status: String, _ pool: String?) async throws {
    let plan = try await TestPlan(
      Self.yaml("internationalSending: true"),
      on: Self.cloud(.number(Self.number, status: status, pool: pool))
    )
    #expect(plan.changes == "waiting phone-number/otp: the number is \(status)")
    #expect(plan.steps.isEmpty)
  }

  @Test func `in a pool is not touched`() async throws {
    let plan = try await TestPlan(
      Self.yaml("internationalSending: true"),
      on: Self.cloud(.number(Self.number, pool: "pool-x"))
    )
    #expect(
      plan.changes == """
        blocked phone-number/otp: the number is in the pool pool-x, whose settings it has
          internationalSending: false -> true
        """
    )
  }

  @Test func `in a pool keeps its protection when only the defaults want another`() async throws {
    let plan = try await TestPlan(
      "defaults: { deletionProtection: true }\n" + Self.yaml(""),
      on: Self.cloud(.number(Self.number, pool: "pool-x"))
    )
    #expect(
      plan.changes
        == "keep phone-number/otp/setting/deletionProtection: the service changes no number that is in a pool"
    )
  }
}

@Suite struct `A keyword of a number` {
  static let number = `A phone number`.self

  static func yaml(_ keywords: String) -> String { number.yaml("keywords: { \(keywords) }") }

  static func put(_ rest: String) -> String {
    #"PutKeyword {\#(rest),"OriginationIdentity":"\#(number.id)"}"#
  }

  @Test func `is put`() async throws {
    let plan = try await TestPlan(
      Self.yaml("join: { action: OPT_IN, message: Welcome }, INFO: { message: Hi }"),
      on: Self.number.cloud()
    )
    #expect(
      plan.changes == """
        create phone-number/otp/keyword/JOIN
          message = Welcome
          action = OPT_IN
        create phone-number/otp/keyword/INFO
          message = Hi
          action = AUTOMATIC_RESPONSE
        """
    )
    #expect(
      try await plan.run() == [
        Self.put(
          #""Keyword":"INFO","KeywordAction":"AUTOMATIC_RESPONSE","KeywordMessage":"Hi""#
        ), Self.put(#""Keyword":"JOIN","KeywordAction":"OPT_IN","KeywordMessage":"Welcome""#),
      ]
    )
  }

  @Test func `that is built in sends no action`() async throws {
    let plan = try await TestPlan(
      Self.yaml("HELP: { message: Help! }, stop: { message: Bye, action: OPT_OUT }"),
      on: Self.number.cloud()
    )
    #expect(
      plan.changes == """
        update phone-number/otp/keyword/HELP
          message: Help text -> Help!
        update phone-number/otp/keyword/STOP
          message: Stop text -> Bye
        """
    )
    #expect(
      try await plan.run() == [
        Self.put(#""Keyword":"HELP","KeywordMessage":"Help!""#),
        Self.put(#""Keyword":"STOP","KeywordMessage":"Bye""#),
      ]
    )
  }

  @Test func `is compared whatever its case, and left alone when equal`() async throws {
    let cloud = Self.number.cloud(keywords: [.keyword("INFO", "Hi", "AUTOMATIC_RESPONSE")])
    let plan = try await TestPlan(Self.yaml("info: { message: Hi }"), on: cloud)
    #expect(plan.actions == ["none phone-number/otp", "none phone-number/otp/keyword/INFO"])
  }

  @Test func `has its action enforced`() async throws {
    let cloud = Self.number.cloud(keywords: [.keyword("INFO", "Hi", "OPT_IN")])
    let plan = try await TestPlan(Self.yaml("INFO: { message: Hi }"), on: cloud)
    #expect(
      plan.changes == """
        update phone-number/otp/keyword/INFO
          action: OPT_IN -> AUTOMATIC_RESPONSE
        """
    )
  }

  @Test func `that opts people out keeps doing so without consent`() async throws {
    let cloud = Self.number.cloud(keywords: [.keyword("BYE", "Hi", "OPT_OUT")])
    let yaml = Self.yaml("BYE: { message: Hi }")
    let plan = try await TestPlan(yaml, on: cloud)
    #expect(
      plan.changes == """
        blocked phone-number/otp/keyword/BYE: 'BYE' would no longer opt people out; if that is intended, add --allow-consent-change us-east-1/phone-number/otp
          action: OPT_OUT -> AUTOMATIC_RESPONSE
        """
    )
    let allowed = try await TestPlan(
      yaml,
      on: cloud,
      allowConsentChange: ["us-east-1/phone-number/otp"]
    )
    #expect(allowed.actions.contains("update phone-number/otp/keyword/BYE"))
  }

  @Test func `of an unowned number is blocked with it`() async throws {
    var cloud = Self.number.cloud()
    cloud.tags = [:]
    let plan = try await TestPlan(Self.yaml("INFO: { message: Hi }"), on: cloud)
    #expect(
      plan.actions == ["none phone-number/otp", "blocked phone-number/otp/keyword/INFO"]
    )
    let adopted = try await TestPlan(
      Self.yaml("INFO: { message: Hi }"),
      on: cloud,
      adopt: ["us-east-1/phone-number/otp"]
    )
    #expect(
      adopted.steps == """
        us-east-1/phone-number/otp TagResource
        us-east-1/phone-number/otp/keyword/INFO PutKeyword
          after us-east-1/phone-number/otp TagResource

        """
    )
  }
}

@Suite struct `Consent of people who opted out` {
  static let number = `A phone number`.self
  static let yaml = number.yaml("optOutList: { external: codes }")

  static func cloud(old: [String], new: [String] = []) -> Cloud {
    var cloud = number.cloud()
    cloud.optedOut = ["Default": old, "codes": new]
    return cloud
  }

  @Test func `keeps a number on its list, with the count`() async throws {
    let cloud = Self.cloud(old: ["+1", "2", "+3"], new: ["1"])
    let plan = try await TestPlan(Self.yaml, on: cloud)
    #expect(
      plan.changes == """
        blocked phone-number/otp: the opt-out list 'codes' lacks 2 of the numbers on 'Default': people who opted out would be texted again; if that is intended, add --allow-consent-change us-east-1/phone-number/otp
          optOutList: Default -> codes
        """
    )
    #expect(plan.steps.isEmpty)
  }

  @Test func `is not in the way where the new list has them all`() async throws {
    let plan = try await TestPlan(Self.yaml, on: Self.cloud(old: ["+1"], new: ["+2", "+1"]))
    #expect(plan.actions == ["update phone-number/otp"])
  }

  @Test func `gives way to the exact address only`() async throws {
    let cloud = Self.cloud(old: ["+1"])
    for wrong in ["us-east-1/phone-number/*", "us-east-1/phone-number/other"] {
      let plan = try await TestPlan(Self.yaml, on: cloud, allowConsentChange: [wrong])
      #expect(plan.actions == ["blocked phone-number/otp"])
    }
    let right: Set = ["us-east-1/phone-number/otp"]
    let plan = try await TestPlan(Self.yaml, on: cloud, allowConsentChange: right)
    #expect(plan.actions == ["update phone-number/otp"])
  }

  @Test func `counts for a list that is yet to be made`() async throws {
    let yaml = Self.number.yaml("optOutList: fresh", more: "optOutLists: { fresh: }\n")
    let plan = try await TestPlan(yaml, on: Self.cloud(old: ["+1"]))
    #expect(plan.actions == ["create opt-out-list/fresh", "blocked phone-number/otp"])
    #expect(!plan.reads.contains { $0.contains(#""OptOutListName":"fresh""#) })
  }

  @Test func `of more than can be counted is told as a lower bound`() async throws {
    let old = (1...1500).map { "+1\($0)" }
    let plan = try await TestPlan(Self.yaml, on: Self.cloud(old: old))
    let reason = try #require(plan.change("phone-number/otp")?.reason)
    #expect(reason.contains("lacks at least 1000 of the numbers"))
  }

  @Test func `is in doubt where the old list is too long to be read to its end`() async throws {
    let old = (1...1500).map { "+1\($0)" }
    let plan = try await TestPlan(Self.yaml, on: Self.cloud(old: old, new: Array(old.prefix(1000))))
    #expect(plan.actions == ["blocked phone-number/otp"])
    let reason = try #require(plan.change("phone-number/otp")?.reason)
    #expect(reason.contains("could not be compared to the end"))
  }

  @Test func `is asked before opt-outs become self-managed`() async throws {
    let yaml = Self.number.yaml("selfManagedOptOuts: true")
    let twoWay = JSON.number(
      Self.number.number,
      ["TwoWayEnabled": true, "TwoWayChannelArn": "arn:aws:sns:us-east-1:123456789012:inbound"]
    )
    let plan = try await TestPlan(yaml, on: Self.number.cloud(twoWay))
    #expect(
      plan.changes == """
        blocked phone-number/otp: with self-managed opt-outs AWS no longer answers STOP nor keeps the opt-out list; if that is intended, add --allow-consent-change us-east-1/phone-number/otp
          selfManagedOptOuts: false -> true
        """
    )
    let row = JSON.number(Self.number.number, ["SelfManagedOptOutsEnabled": true])
    let back = try await TestPlan(
      Self.number.yaml("selfManagedOptOuts: false"),
      on: Self.number.cloud(row)
    )
    #expect(back.actions == ["update phone-number/otp"])
  }
}
