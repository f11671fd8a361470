import Diagnostics
import Resources
import Testing

@Suite struct `A value of a manifest` {
  @Test func `is read as what the schema expects, never as YAML 1.1 would guess`() throws {
    let region = try manifest(
      """
      optOutLists: { ON: , yes: , 010: }
      senderIds: { NO: { countries: [NO, DE] } }
      phoneNumbers:
        a: { number: +12065550100, keywords: { YES: { message: 'on' }, ON: { message: 1.0 } } }
        b: { number: 012345678901 }
      """
    ).regions[0]
    #expect(region.desired(OptOutListKind.self).map(\.serviceName) == ["ON", "yes", "010"])
    #expect(region.desired(SenderIDKind.self).map(\.id.country) == ["NO", "DE"])
    #expect(region.desired(SenderIDKind.self).map(\.id.name) == ["NO", "NO"])
    let numbers = region.desired(PhoneNumberKind.self)
    #expect(numbers.map(\.number.value) == ["+12065550100", "012345678901"])
    let keywords = try #require(numbers[0].spec.keywords?.value)
    #expect(keywords.map(\.name) == ["YES", "ON"])
    #expect(keywords.map(\.message) == ["on", "1.0"])
  }

  @Test func `reads keywords and sender IDs in capitals`() throws {
    let region = try manifest(
      """
      senderIds: { exampleco: { countries: [DE] } }
      phoneNumbers: { a: { number: '1', keywords: { join us: { message: Hi, action: OPT_IN } } } }
      """
    ).regions[0]
    #expect(region.addresses.map(\.path).contains("sender-id/EXAMPLECO/DE"))
    #expect(region.desired(PhoneNumberKind.self)[0].spec.keywords?.value[0].name == "JOIN US")
  }

  @Test func `null of a resource is an empty resource`() throws {
    let region = try manifest("optOutLists:\n  a:\n  b: ~\n  c: null\n").regions[0]
    #expect(region.addresses.map(\.path) == ["opt-out-list/a", "opt-out-list/b", "opt-out-list/c"])
  }

  @Test func `null of an attribute says it must be unset, and in overrides that it is unmanaged`()
    throws
  {
    let regions = try manifest(
      """
      configurationSets:
        a:
          defaultSenderId: null
          defaultMessageType: TRANSACTIONAL
          overrides: { eu-west-1: { defaultSenderId: null, defaultMessageType: ~ } }
      """
    ).regions
    let sets = try regions.map { try #require($0.desired(ConfigurationSetKind.self).first).spec }
    #expect(sets[0].defaultSenderId.isManaged && sets[0].defaultSenderId.value == nil)
    #expect(sets[0].defaultMessageType.value == .transactional)
    #expect(!sets[1].defaultSenderId.isManaged)
    #expect(!sets[1].defaultMessageType.isManaged)
  }

  @Test func `of a tag may be null, which removes it`() throws {
    let region = try manifest("optOutLists: { a: { tags: { old: , team: x } } }\n").regions[0]
    let list = try #require(region.desired(OptOutListKind.self).first)
    #expect(region.scope.tags(of: list.common) == ["old": nil, "team": "x"])
  }

  @Test func `of a tag wins over the default of that tag`() throws {
    let region = try manifest(
      "defaults: { tags: { team: a, stage: live } }\noptOutLists: { a: { tags: { team: } } }\n"
    ).regions[0]
    let list = try #require(region.desired(OptOutListKind.self).first)
    #expect(region.scope.tags(of: list.common) == ["stage": "live", "team": nil])
  }

  @Test func `in defaults counts where a resource says nothing`() throws {
    let region = try manifest(
      """
      defaults: { deletionProtection: true }
      senderIds:
        A1: { countries: [DE] }
        B1: { countries: [DE], deletionProtection: false }
      protectConfigurations: { p: }
      """
    ).regions[0]
    #expect(region.desired(SenderIDKind.self).map(\.deletionProtection.value) == [true, false])
    #expect(region.desired(ProtectConfigurationKind.self)[0].deletionProtection.value == true)
  }

  @Test(arguments: [
    ("true", true), ("True", true), ("TRUE", true), ("false", false), ("False", false),
    ("FALSE", false), ("'${yes}'", true), ("\"${no}\"", false), ("${yes}", true),
  ])
  func `is a boolean in three spellings, or by a variable`(text: String, expected: Bool) throws {
    let region = try manifest(
      "vars: { yes: true, no: 'false' }\noptOutLists:\n  a:\n    adopt: \(text)\n"
    ).regions[0]
    #expect(region.desired(OptOutListKind.self)[0].common.adopt == expected)
  }

  @Test func `may stand under x-... at the top, to be used elsewhere`() throws {
    let found = try manifest(
      """
      x-common: &common { tags: { team: a } }
      x-: [anything, { at: all }]
      x-note: "${undefined}"
      optOutLists: { otp: *common, other: { <<: *common, adopt: true } }
      """,
      "# version\nx-common: elsewhere\n"
    )
    let lists = found.regions[0].desired(OptOutListKind.self)
    #expect(lists.map { $0.common.tags?.map(\.key.value) } == [["team"], ["team"]])
  }

  @Test func `with anchors and merge keys is as if written out`() throws {
    let region = try manifest(
      """
      configurationSets:
        a: &a { defaultMessageType: TRANSACTIONAL, messageFeedback: true }
        b: { <<: *a, messageFeedback: false }
      """
    ).regions[0]
    let sets = region.desired(ConfigurationSetKind.self).map(\.spec)
    #expect(sets.map(\.defaultMessageType.value) == [.transactional, .transactional])
    #expect(sets.map(\.messageFeedback.value) == [true, false])
  }

  @Test(arguments: [
    "2027-01-01T00:00:00Z", "2027-01-01T02:00:00+02:00", "2026-12-31T19:00:00-05:00",
  ])
  func `is a moment in any zone`(text: String) {
    #expect(Timestamp.date(text).map(Timestamp.text) == "2027-01-01T00:00:00Z")
  }

  @Test(arguments: [
    "2027-02-29T00:00:00Z", "2027-02-30T00:00:00Z", "2027-04-31T00:00:00Z", "2027-00-01T00:00:00Z",
    "2027-13-01T00:00:00Z", "2027-01-00T00:00:00Z", "2027-01-32T00:00:00Z", "2027-01-01T25:00:00Z",
    "2027-01-01T00:60:00Z", "2027-01-01T00:00:61Z", "2027-01-01T24:00:00Z",
    "2027-01-01T00:00:00+99:00", "2027-01-01T00:00:00+25:00",
    "２０２７-01-01T00:00:00Z", "2027-01-01", "2027-01-01T00:00:00", "2027-01-01T00:00:00z",
    "2027-01-01 00:00:00Z", "2027-01-01T00:00:00.5Z", "2027-01-01T00:00Z", "1798761600", "",
    "2027-01-01T00:00:00Z ",
  ])
  func `is no moment when no calendar or clock has it`(text: String) {
    #expect(Timestamp.date(text).map(Timestamp.text) == nil)
  }

  @Test func `is a moment on the 29th of February of a leap year`() {
    #expect(
      Timestamp.date("2028-02-29T23:30:00-01:00").map(Timestamp.text) == "2028-03-01T00:30:00Z"
    )
  }
}

@Suite struct `A region of a manifest` {
  static let failover = """
    optOutLists:
      everywhere:
      here: { regions: [us-east-1] }
    configurationSets:
      a:
        defaultMessageType: TRANSACTIONAL
        tags: { stage: live, team: x }
        eventDestinations:
          topic: { events: [TEXT_ALL, VOICE_ALL], sns: { topic: 'arn:aws:sns:${region}:1:topic' } }
        overrides:
          eu-west-1:
            defaultMessageType: PROMOTIONAL
            tags: { stage: standby }
            eventDestinations:
              topic: { events: [TEXT_DELIVERED] }
    """

  @Test func `has the resources whose regions name it`() throws {
    let regions = try manifest(Self.failover).regions
    #expect(
      regions.map { $0.addresses.map(\.description) } == [
        [
          "us-east-1/opt-out-list/everywhere", "us-east-1/opt-out-list/here",
          "us-east-1/configuration-set/a",
        ], ["eu-west-1/opt-out-list/everywhere", "eu-west-1/configuration-set/a"],
      ]
    )
  }

  @Test func `has what its overrides say: maps merge, lists and scalars replace`() throws {
    let sets = try manifest(Self.failover).regions.map {
      ($0.scope, try #require($0.desired(ConfigurationSetKind.self).first).spec)
    }
    #expect(sets.map(\.1.defaultMessageType.value) == [.transactional, .promotional])
    #expect(
      sets.map { $0.tags(of: $1.common) } == [
        ["stage": "live", "team": "x"], ["stage": "standby", "team": "x"],
      ]
    )
    let destinations = sets.map { $0.1.eventDestinations?[0] }
    #expect(destinations.map { $0?.events } == [["TEXT_ALL", "VOICE_ALL"], ["TEXT_DELIVERED"]])
    #expect(
      destinations.map { $0?.sink }
        == ["us-east-1", "eu-west-1"].map { .sns(topic: "arn:aws:sns:\($0):1:topic") }
    )
  }

  @Test(arguments: ["", "tags: { a: x },"])
  func `removes a tag that its overrides have as null`(own: String) throws {
    let region = try manifest(
      """
      defaults: { tags: { a: d } }
      optOutLists: { otp: { \(own) overrides: { eu-west-1: { tags: { a: null } } } } }
      """
    ).regions[1]
    let list = try #require(region.desired(OptOutListKind.self).first)
    #expect(region.scope.tags(of: list.common) == ["a": nil])
  }

  @Test func `resolves its variables after its filters`() throws {
    let regions = try manifest(
      """
      version: 1
      project: checkout
      regions: { us-east-1: { vars: { number: '1' } }, eu-west-1: }
      phoneNumbers: { otp: { number: '${number}', regions: [us-east-1] } }
      """
    ).regions
    #expect(regions.map { $0.addresses.count } == [1, 0])
  }

  @Test func `filtered keeps what the wanted resources refer to`() throws {
    let region = try manifest(
      """
      optOutLists: { otp: , other: }
      phoneNumbers: { a: { number: '1' }, b: { number: '2' } }
      senderIds: { EXAMPLECO: { countries: [DE, FR] } }
      pools:
        otp:
          messageType: TRANSACTIONAL
          originators: [{ phoneNumber: a }, { senderId: EXAMPLECO, countries: [FR] }]
          optOutList: otp
      """
    ).regions[0]
    let part = region.filtered({ $0.path == "pool/otp" }, concerning: { _ in true })
    #expect(
      part.addresses.map(\.path) == [
        "opt-out-list/otp", "sender-id/EXAMPLECO/FR", "phone-number/a", "pool/otp",
      ]
    )
  }
}

@Suite struct `A set of countries` {
  static func codes(_ yaml: String) throws -> [String] {
    let text = "senderIds: { EXAMPLECO: { countries: \(yaml) } }\n"
    return try manifest(text).regions[0].desired(SenderIDKind.self).map(\.id.country)
  }

  @Test func `keeps the order of a list`() throws {
    #expect(try Self.codes("[PT, DE, NO]") == ["PT", "DE", "NO"])
  }

  @Test func `without registration has 137 members`() throws {
    let codes = try Self.codes("{ all: no-registration }")
    #expect(codes.count == 137)
    #expect(codes == codes.sorted())
  }

  @Test func `of a continent has those with sender IDs, registrations among them`() throws {
    #expect(try Self.codes("{ all: south-america }") == ["BO", "GF", "GY", "SR"])
    let oceania = [
      "AU", "CK", "FJ", "NC", "NF", "NU", "PF", "PG", "PW", "SB", "TO", "TV", "VU", "WS",
    ]
    #expect(try Self.codes("{ all: [oceania] }") == oceania)
  }

  @Test func `adds and takes away`() throws {
    let yaml = "{ all: [south-america], include: [GB, BO], except: [SR, GF] }"
    #expect(try Self.codes(yaml) == ["BO", "GB", "GY"])
    #expect(try Self.codes("{ include: [DE] }") == ["DE"])
  }

  @Test func `warns of members that need a registration`() throws {
    let text = "senderIds: { EXAMPLECO: { countries: { all: south-america, include: [GB] } } }\n"
    #expect(
      try manifest(text).warnings.map(\.message.text) == [
        "United Kingdom (GB) demands a registration: until GB_SENDER_ID_REGISTRATION is approved the sender ID waits (country table of 2026-10-01)"
      ]
    )
  }
}

@Suite struct `The originators of a pool` {
  static func members(_ originators: String) throws -> [[String]] {
    let text = """
      senderIds: { EXAMPLECO: { countries: [DE, FR, BO] } }
      phoneNumbers: { a: { number: '+1' }, b: { number: '+2' } }
      pools: { otp: { messageType: TRANSACTIONAL, originators: \(originators) } }
      """
    return try manifest(text).regions.map { region in
      try #require(region.desired(PoolKind.self).first).members(in: region).map(\.label)
    }
  }

  @Test func `are a sender ID in all its countries, or in some`() throws {
    let all = ["EXAMPLECO/DE", "EXAMPLECO/FR", "EXAMPLECO/BO"]
    #expect(try Self.members("[{ senderId: exampleco }]") == [all, all])
    let one = ["EXAMPLECO/FR"]
    #expect(try Self.members("[{ senderId: EXAMPLECO, countries: [FR] }]") == [one, one])
  }

  @Test func `are of a group those countries that the sender ID has`() throws {
    let some = ["EXAMPLECO/BO"]
    let group = "[{ senderId: EXAMPLECO, countries: { all: south-america } }]"
    #expect(try Self.members(group) == [some, some])
  }

  @Test func `may be of one region only`() throws {
    let yaml = "[{ phoneNumber: b, regions: [eu-west-1] }, { phoneNumber: a }]"
    #expect(try Self.members(yaml) == [["+1"], ["+2", "+1"]])
  }

  @Test func `may be outside of the manifest`() throws {
    let yaml =
      "[{ phoneNumber: { id: phone-1 } }, { senderId: { external: acme }, countries: [DE] }]"
    let members = ["phone-1", "ACME/DE"]
    #expect(try Self.members(yaml) == [members, members])
  }
}
