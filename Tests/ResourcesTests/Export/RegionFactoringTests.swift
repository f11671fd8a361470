import Resources
import Testing

/// `us-east-1` comes first.
@Suite struct `An export of two regions` {
  @Test func `writes once what both have`() async throws {
    var cloud = Cloud()
    cloud.optOutLists.append("offers")
    cloud.configurationSets = [.configurationSet("codes", ["DefaultMessageType": "PROMOTIONAL"])]
    #expect(
      try await Exported(["us-east-1": cloud, "eu-west-1": cloud]).sections == """
        optOutLists:
          offers: {}
        configurationSets:
          codes: { defaultMessageType: PROMOTIONAL }
        """
    )
  }

  @Test func `restricts what only one has, and overrides what differs`() async throws {
    var (us, eu) = (Cloud(), Cloud())
    us.configurationSets = [
      .configurationSet(
        "codes",
        destinations: [.topic("both", "us-east-1"), .topic("extra", "us-east-1")],
        ["DefaultMessageType": "PROMOTIONAL", "DefaultSenderId": "ACME"]
      )
    ]
    eu.configurationSets = [
      .configurationSet(
        "codes",
        destinations: [.topic("both", "eu-west-1")],
        ["DefaultMessageType": "TRANSACTIONAL"]
      ), .configurationSet("local"),
    ]
    #expect(
      try await Exported(["us-east-1": us, "eu-west-1": eu]).sections == """
        configurationSets:
          codes:
            defaultMessageType: PROMOTIONAL
            eventDestinations:
              both:
                events: [ALL]
                sns: { topic: "arn:${partition}:sns:${region}:${account}:both-${region}" }
            overrides:
              us-east-1:
                defaultSenderId: ACME
                eventDestinations:
                  extra:
                    events: [ALL]
                    sns: { topic: "arn:${partition}:sns:${region}:${account}:extra-us-east-1" }
              eu-west-1: { defaultMessageType: TRANSACTIONAL }
          local: { regions: [eu-west-1] }
        """
    )
  }

  @Test func `splits a name by the regions that its countries are in`() async throws {
    var (us, eu) = (Cloud(), Cloud())
    us.senderIDs = ["DE", "FR", "NO"].map { .senderID("ACME", $0) }
    eu.senderIDs = ["DE", "FR"].map { .senderID("ACME", $0) }
    #expect(
      try await Exported(["us-east-1": us, "eu-west-1": eu]).sections == """
        senderIds:
          ACME: { countries: [DE, FR], messageTypes: [TRANSACTIONAL] }
          ACME-2: { name: ACME, countries: ["NO"], messageTypes: [TRANSACTIONAL], regions: [us-east-1] }
        """
    )
  }

  @Test func `takes pools for one that send alike, each region's id and numbers its own`()
    async throws
  {
    let us = Cloud.twoPools(number: "+12065550100")
    var eu = Cloud.twoPools(number: "+447700900100")
    eu.pools = [
      .pool("pool-a", type: "PROMOTIONAL"), .pool("pool-b", ["SharedRoutesEnabled": true]),
    ]
    eu.members = ["pool-a": eu.members["pool-b"] ?? [], "pool-b": eu.members["pool-a"] ?? []]
    let text = try await Exported(["us-east-1": us, "eu-west-1": eu]).sections
    #expect(
      text.contains(
        """
          pool-1:
            messageType: TRANSACTIONAL
            originators:
              - { phoneNumber: number-12065550100, regions: [us-east-1] }
              - { senderId: ACME }
              - { phoneNumber: number-447700900100, regions: [eu-west-1] }
            keywords: { HELP: { message: "Help text" }, STOP: { message: "Stop text" } }
            overrides: { us-east-1: { id: pool-a }, eu-west-1: { id: pool-b, sharedRoutes: true } }
          pool-2:
            messageType: PROMOTIONAL
            originators: [{ senderId: ACME }]
            keywords: { HELP: { message: "Help text" }, STOP: { message: "Stop text" } }
            overrides: { us-east-1: { id: pool-b }, eu-west-1: { id: pool-a } }
        """
      ),
      "\(text)"
    )
  }
}

extension JSON {
  fileprivate static func topic(_ name: String, _ region: String) -> JSON {
    let arn = "arn:aws:sns:\(region):123456789012:\(name)-\(region)"
    return .destination(name, events: ["ALL"], ["SnsDestination": ["TopicArn": "\(arn)"]])
  }
}

extension Cloud {
  /// `pool-a` with a number and a sender ID, `pool-b` for promotions.
  fileprivate static func twoPools(number: String) -> Cloud {
    var cloud = Cloud()
    cloud.senderIDs = [.senderID("ACME", "DE")]
    cloud.numbers = [.number(number, pool: "pool-a")]
    cloud.pools = [.pool("pool-a"), .pool("pool-b", type: "PROMOTIONAL")]
    cloud.members = [
      "pool-a": [
        .member(number: "phone-\(number.dropFirst())"), .member(sender: "ACME", "DE"),
      ],
      "pool-b": [.member(sender: "ACME", "DE")],
    ]
    return cloud
  }
}
