import Simulator
import Testing

/// A manifest and an account between which something harmful could happen.
struct HarmCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The manifest after its head.
  var manifest: String
  /// The seed of us-east-1.
  var seed: String
  var arguments: [String] = []
  var status: Int32
  /// A piece of the plan.
  var told: String
  /// Operations that must not have been carried out.
  var never: [String]

  private static let number = #""number": "+12025550100", "country": "US", "type": "TEN_DLC""#

  static let all: [HarmCase] = [
    HarmCase(
      testDescription: "a number moves to a list that lacks refusals",
      manifest: """
        optOutLists: { otp: }
        phoneNumbers: { n: { number: "+12025550100", adopt: true, optOutList: otp } }
        """,
      seed: """
        "optOutLists": [{ "name": "old", "optedOutNumbers": ["+12065550198", "+12065550199"] }],
        "phoneNumbers": [{ \(number), "optOutList": "old" }]
        """,
      status: 3,
      told: "the opt-out list 'otp' lacks 2 of the numbers on 'old'",
      never: ["UpdatePhoneNumber", "TagResource"]
    ),
    HarmCase(
      testDescription: "a list of refusals is too long to be compared",
      manifest: """
        phoneNumbers:
          n: { number: "+12025550100", adopt: true, optOutList: { external: new } }
        """,
      seed: """
        "optOutLists": [
          { "name": "old", "optedOutNumbers": [\(numbers(1500))] },
          { "name": "new", "optedOutNumbers": [\(numbers(1000))] }
        ],
        "phoneNumbers": [{ \(number), "optOutList": "old" }]
        """,
      status: 3,
      told: "could not be compared to the end",
      never: ["UpdatePhoneNumber"]
    ),
    HarmCase(
      testDescription: "a number gives up everything at once by joining a pool",
      manifest: """
        optOutLists: { otp: }
        phoneNumbers: { n: { number: "+12025550100", adopt: true } }
        pools:
          otp:
            messageType: TRANSACTIONAL
            originators: [{ phoneNumber: n }]
            optOutList: otp
            twoWay: { channel: "arn:aws:sns:us-east-1:123456789012:inbound" }
            selfManagedOptOuts: true
            keywords: { PARAR: { message: hello } }
        """,
      seed: """
        "optOutLists": [{ "name": "old", "optedOutNumbers": ["+12065550199"] }],
        "phoneNumbers": [{
          \(number), "optOutList": "old",
          "keywords": [{ "keyword": "PARAR", "message": "adios", "action": "OPT_OUT" }]
        }]
        """,
      status: 3,
      told: """
        the opt-out list 'otp' lacks 1 of the numbers on 'old': people who opted out would be texted \
        again; with self-managed opt-outs AWS no longer answers STOP nor keeps the opt-out list; \
        'PARAR' would no longer opt people out
        """,
      never: ["UpdatePhoneNumber", "PutKeyword", "CreatePool"]
    ),
    HarmCase(
      testDescription: "a number that is not in the manifest differs from its pool",
      manifest: """
        optOutLists: { otp: }
        senderIds: { BRAND: { countries: [DE] } }
        pools:
          otp:
            messageType: TRANSACTIONAL
            originators: [{ senderId: BRAND }, { phoneNumber: { external: "+12025550100" } }]
            optOutList: otp
        """,
      seed: """
        "optOutLists": [{ "name": "old", "optedOutNumbers": ["+12065550199"] }],
        "phoneNumbers": [{ \(number), "optOutList": "old" }]
        """,
      status: 3,
      told:
        "it differs from the pool in optOutList, and what is not in the manifest is not changed",
      never: ["UpdatePhoneNumber", "PutKeyword"]
    ),
    HarmCase(
      testDescription: "a number outside of the manifest belongs to another project",
      manifest: """
        pools:
          otp:
            messageType: TRANSACTIONAL
            originators: [{ phoneNumber: { external: "+12025550100" } }]
        """,
      seed: """
        "phoneNumbers": [{ \(number), "tags": { "smsctl:project": "other-team" } }]
        """,
      status: 3,
      told: "the number belongs to the project 'other-team'",
      never: ["CreatePool"]
    ),
    HarmCase(
      testDescription: "a number of another project is to join, though nothing differs",
      manifest: """
        phoneNumbers: { n: { number: "+12025550100" } }
        pools: { otp: { messageType: TRANSACTIONAL, originators: [{ phoneNumber: n }] } }
        """,
      seed: """
        "phoneNumbers": [{ \(number), "tags": { "smsctl:project": "other-team" } }]
        """,
      status: 4,
      told: "it belongs to the project 'other-team'",
      never: ["CreatePool"]
    ),
    HarmCase(
      testDescription: "a number that nobody adopted is to join, though nothing differs",
      manifest: """
        phoneNumbers: { n: { number: "+12025550100" } }
        pools: { otp: { messageType: TRANSACTIONAL, originators: [{ phoneNumber: n }] } }
        """,
      seed: #""phoneNumbers": [{ \#(number) }]"#,
      status: 3,
      told: "take it over with 'adopt: true' or --adopt us-east-1/phone-number/n",
      never: ["CreatePool"]
    ),
    HarmCase(
      testDescription: "a number is to join a pool that is blocked",
      manifest: """
        phoneNumbers: { n: { number: "+12025550100", adopt: true } }
        pools:
          otp:
            id: pool-x
            messageType: PROMOTIONAL
            originators: [{ phoneNumber: n }]
            twoWay: { channel: "arn:aws:sns:us-east-1:123456789012:otp" }
        """,
      seed: """
        "phoneNumbers": [
          { \(number), "twoWay": { "channel": "arn:aws:sns:us-east-1:123456789012:support" } },
          { "number": "+12025550199", "country": "US" }
        ],
        "pools": [{ "id": "pool-x", "members": [{ "phoneNumber": "+12025550199" }] }]
        """,
      status: 3,
      told: "the pool 'otp' that it is to join is blocked",
      never: ["UpdatePhoneNumber", "UpdatePool", "TagResource"]
    ),
    HarmCase(
      testDescription: "a protection is pointed at although its BLOCK override is refused",
      manifest: """
        protectConfigurations:
          signup:
            id: protect-1
            sms: { block: [TR] }
            numberOverrides: { "+573001234567": { action: BLOCK } }
        configurationSets: { otp: { protectConfiguration: signup } }
        """,
      seed: """
        "protectConfigurations": [{ "id": "protect-1", "rules": { "SMS": { "TR": "BLOCK" } } }]
        """,
      status: 3,
      told: "! configuration-set/otp/setting/protectConfiguration",
      never: ["AssociateProtectConfiguration"]
    ),
    HarmCase(
      testDescription: "the account default goes from one configuration to the next",
      manifest: """
        protectConfigurations:
          a: { accountDefault: false }
          b: { accountDefault: true, sms: { block: [TR] } }
        """,
      seed: """
        "protectConfigurations": [
          { "id": "protect-a", "tags": { "smsctl:project": "p", "smsctl:name": "a" } },
          {
            "id": "protect-b", "rules": { "SMS": { "TR": "BLOCK" } },
            "tags": { "smsctl:project": "p", "smsctl:name": "b" }
          }
        ],
        "accountDefaultProtectConfiguration": "protect-a"
        """,
      status: 0,
      told: "accountDefault: false -> true",
      never: ["DeleteAccountDefaultProtectConfiguration"]
    ),
    HarmCase(
      testDescription: "the account default of somebody else is replaced",
      manifest: "protectConfigurations: { b: { accountDefault: true, sms: { default: BLOCK } } }",
      seed: """
        "protectConfigurations": [{ "id": "protect-a" }],
        "accountDefaultProtectConfiguration": "protect-a"
        """,
      status: 3,
      told: "the account default is protect-a, which is not this project's",
      never: ["SetAccountDefaultProtectConfiguration"]
    ),
    HarmCase(
      testDescription: "one text names two numbers",
      manifest: """
        optOutLists: { l: }
        phoneNumbers: { n: { number: "12345", adopt: true, optOutList: l } }
        """,
      seed: """
        "phoneNumbers": [
          { "id": "phone-us", "number": "12345", "country": "US", "type": "SHORT_CODE" },
          { "id": "phone-ca", "number": "12345", "country": "CA", "type": "SHORT_CODE" }
        ]
        """,
      status: 1,
      told: "'12345' is 2 numbers in us-east-1; write the id of one: phone-ca (CA), phone-us (US)",
      never: ["UpdatePhoneNumber", "CreateOptOutList"]
    ),
    HarmCase(
      testDescription: "a pool that CloudFormation made has the wanted name",
      manifest: """
        senderIds: { BRAND: { countries: [DE] } }
        pools: { otp: { messageType: TRANSACTIONAL, originators: [{ senderId: BRAND }] } }
        """,
      seed: """
        "senderIds": [{ "name": "OTHER", "country": "DE" }],
        "pools": [{
          "id": "pool-x", "members": [{ "senderId": "OTHER", "country": "DE" }],
          "tags": { "Name": "otp", "aws:cloudformation:stack-name": "net" }
        }]
        """,
      arguments: ["--adopt", "*"],
      status: 3,
      told: "it belongs to the CloudFormation stack 'net'",
      never: ["CreatePool", "AssociateOriginationIdentity"]
    ),
    HarmCase(
      testDescription: "a pool in use still carries the mark of an unsettled one",
      manifest: """
        optOutLists: { l1: , l2: }
        senderIds: { BRAND: { countries: [DE] } }
        phoneNumbers: { n: { number: "+12025550100" } }
        pools:
          a:
            messageType: TRANSACTIONAL
            originators: [{ senderId: BRAND }, { phoneNumber: n }]
            optOutList: l2
        """,
      seed: """
        "optOutLists": [{ "name": "l1", "optedOutNumbers": ["+12065550177"] }],
        "senderIds": [{ "name": "BRAND", "country": "DE" }],
        "phoneNumbers": [{ \(number), "optOutList": "l1", "tags": { "smsctl:project": "p" } }],
        "pools": [{
          "members": [{ "senderId": "BRAND", "country": "DE" }, { "phoneNumber": "+12025550100" }],
          "optOutList": "l1",
          "tags": { "smsctl:project": "p", "smsctl:name": "a", "smsctl:settling": "true" }
        }]
        """,
      status: 3,
      told: "the opt-out list 'l2' lacks 1 of the numbers on 'l1'",
      never: ["UpdatePool"]
    ),
    HarmCase(
      testDescription: "a number would inherit from one of another project",
      manifest: """
        phoneNumbers: { b: { number: "+12025550101", adopt: true } }
        pools:
          z:
            messageType: TRANSACTIONAL
            originators: [{ phoneNumber: { external: "+12025550100" } }, { phoneNumber: b }]
        """,
      seed: """
        "optOutLists": [{ "name": "old" }],
        "phoneNumbers": [
          {
            \(number), "optOutList": "old", "tags": { "smsctl:project": "other" },
            "twoWay": { "channel": "arn:aws:sns:us-east-1:123456789012:theirs" }
          },
          { "number": "+12025550101", "country": "US", "type": "TEN_DLC" }
        ]
        """,
      status: 3,
      told: "it is to inherit settings from +12025550100, which cannot join",
      never: ["UpdatePhoneNumber", "CreatePool", "TagResource"]
    ),
    HarmCase(
      testDescription: "a number that can never join is made like the pool first",
      manifest: """
        optOutLists: { l: }
        senderIds: { BRAND: { countries: [DE] } }
        phoneNumbers: { b: { number: "+12025550100", adopt: true } }
        pools:
          z:
            messageType: TRANSACTIONAL
            originators: [{ senderId: BRAND }, { phoneNumber: b }]
            optOutList: l
        """,
      seed: #""phoneNumbers": [{ \#(number), "messageType": "PROMOTIONAL" }]"#,
      status: 3,
      told: "it is PROMOTIONAL for good, and the pool that it is to join is TRANSACTIONAL",
      never: ["UpdatePhoneNumber", "TagResource"]
    ),
    HarmCase(
      testDescription: "a protection gives way to one that blocks nothing",
      manifest: """
        protectConfigurations:
          strict: { sms: { default: BLOCK } }
          open: { sms: { default: ALLOW }, accountDefault: true }
        configurationSets: { c: { protectConfiguration: open } }
        """,
      seed: """
        "protectConfigurations": [{
          "id": "protect-1", "tags": { "smsctl:project": "p", "smsctl:name": "strict" },
          "rules": { "SMS": { \(blocked) } }
        }],
        "configurationSets": [
          { "name": "c", "protectConfiguration": "protect-1", "tags": { "smsctl:project": "p" } }
        ],
        "accountDefaultProtectConfiguration": "protect-1"
        """,
      status: 4,
      told: "the plan opens 12 countries, more than 10",
      never: ["AssociateProtectConfiguration", "SetAccountDefaultProtectConfiguration"]
    ),
    HarmCase(
      testDescription: "a shared list bears the name of an own one",
      manifest: """
        phoneNumbers:
          n:
            number: "+12025550100"
            optOutList: { external: "arn:aws:sms-voice:us-east-1:999999999999:opt-out-list/otp" }
        """,
      seed: """
        "optOutLists": [{ "name": "otp" }], "phoneNumbers": [{ \(number), "optOutList": "otp" }]
        """,
      status: 1,
      told: "the account has an opt-out list 'otp' of its own",
      never: ["UpdatePhoneNumber"]
    ),
  ]

  private static let blocked = [
    "AT", "BE", "CH", "DE", "DK", "ES", "FI", "FR", "IE", "IT", "NL", "NO",
  ]
  .map { #""\#($0)": "BLOCK""# }.joined(separator: ", ")

  private static func numbers(_ count: Int) -> String {
    (0..<count).map { #""+1206555\#(1000 + $0)""# }.joined(separator: ", ")
  }
}

@Suite struct `Harm` {
  @Test(arguments: HarmCase.all + HarmCase.deletion + HarmCase.protection)
  func `does not happen unasked`(_ harm: HarmCase) async throws {
    let head = "version: 1\nproject: p\nregions: { us-east-1: {} }\n"
    let setup = Fixture.Setup(
      files: ["smsctl.yaml": head + harm.manifest + "\n"],
      seed: #"{ "version": 1, "regions": { "us-east-1": { \#(harm.seed) } } }"#
    )
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(["apply", "-y"] + Fixture.fast + harm.arguments)
      #expect(run.status == harm.status, "\(run.transcript)")
      #expect((run.output + run.errors).contains(harm.told), "\(run.transcript)")
      let done = fixture.account.writes.map(\.operation)
      #expect(harm.never.filter { done.contains($0) } == [], "\(run.transcript)")
    }
  }
}
