import Diagnostics
import Testing

@Suite struct `A mistake between resources` {
  static let references = [
    ManifestMistake(
      "optOutLists: { marketing: }\nphoneNumbers: { a: { number: '1', optOutList: «marketin» } }\n",
      "there is no opt-out list 'marketin' in the manifest; did you mean 'marketing'?"
    ),
    ManifestMistake(
      "phoneNumbers: { a: { number: '1', optOutList: «Default» } }\n",
      "there is no opt-out list 'Default' in the manifest; for one that exists outside of it write { external: Default }"
    ),
    ManifestMistake(
      "optOutLists: { otp: { regions: [us-east-1] } }\nphoneNumbers: { a: { number: '1', optOutList: «otp» } }\n",
      "opt-out list 'otp' is not in eu-west-1: its 'regions' leave that region out"
    ),
    ManifestMistake(
      "senderIds: { exampleco: { countries: [DE], regions: [us-east-1] } }\npools: { otp: { messageType: TRANSACTIONAL, originators: [{ senderId: «exampleco» }] } }\n",
      "sender ID 'EXAMPLECO' is not in eu-west-1: its 'regions' leave that region out"
    ),
    ManifestMistake(
      "phoneNumbers: { support: { number: '1' } }\npools: { otp: { messageType: TRANSACTIONAL, originators: [{ phoneNumber: «suport» }] } }\n",
      "there is no phone number 'suport' in the manifest; did you mean 'support'?"
    ),
    ManifestMistake(
      "protectConfigurations: { signup: }\nconfigurationSets: { otp: { protectConfiguration: «sign-up» } }\n",
      "there is no protect configuration 'sign-up' in the manifest; did you mean 'signup'?"
    ),
    ManifestMistake(
      "senderIds: { ACME: { countries: [DE], name: EXAMPLECO } }\nconfigurationSets: { otp: { defaultSenderId: «ACME» } }\n",
      "'defaultSenderId' is a name: the sender ID 'ACME' of the manifest is named 'EXAMPLECO'"
    ),
  ]

  static let pools = [
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: [DE] } }\npools: { old: { messageType: TRANSACTIONAL, originators: [{ senderId: EXAMPLECO }] }, otp: { formerly: «old», messageType: TRANSACTIONAL, originators: [{ senderId: EXAMPLECO }] } }\n",
      "'old' is in the manifest: 'formerly' names a key that is no longer there"
    ),
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: [DE] } }\npools: { otp: { messageType: TRANSACTIONAL, originators: [{ senderId: EXAMPLECO, countries: [«FR»] }] } }\n",
      "the sender ID 'EXAMPLECO' is not requested in FR"
    ),
    ManifestMistake(
      "pools: { otp: { messageType: TRANSACTIONAL, originators: [{ senderId: «{ external: ACME }» }] } }\n",
      "a sender ID outside of the manifest needs 'countries', such as 'countries: [DE]'"
    ),
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: [DE] } }\npools: { otp: { messageType: TRANSACTIONAL, originators: [{ senderId: ‹EXAMPLECO› }, { senderId: «EXAMPLECO» }] } }\n",
      "'EXAMPLECO/DE' is in the pool 'otp' twice",
      note: "first named here"
    ),
    ManifestMistake(
      "pools: { otp: { messageType: TRANSACTIONAL, originators: «[]» } }\n",
      "a pool cannot be empty: expected at least one originator"
    ),
    ManifestMistake(
      "phoneNumbers: { a: { number: '1' } }\npools: { «otp»: { messageType: TRANSACTIONAL, originators: [{ phoneNumber: a, regions: [us-east-1] }] } }\n",
      "the pool 'otp' has no originator in eu-west-1, and a pool cannot be empty"
    ),
    ManifestMistake(
      "version: 1\nproject: p\nregions: { us-east-1: }\nsenderIds: { EXAMPLECO: { countries: [DE] } }\npools: { «otp»: { messageType: TRANSACTIONAL, originators: [{ senderId: EXAMPLECO, countries: { all: oceania } }] } }\n",
      "the pool 'otp' has no originator in us-east-1, and a pool cannot be empty"
    ),
    ManifestMistake(
      "pools: { otp: { messageType: TRANSACTIONAL, originators: [«{ countries: [DE] }»] } }\n",
      "expected 'phoneNumber' or 'senderId'"
    ),
    ManifestMistake(
      "pools: { otp: { messageType: TRANSACTIONAL, originators: [«{ phoneNumber: }»] } }\n",
      "expected 'phoneNumber' or 'senderId'"
    ),
    ManifestMistake(
      "phoneNumbers: { a: { number: '1' } }\nsenderIds: { ACME: { countries: [DE] } }\npools: { otp: { messageType: TRANSACTIONAL, originators: [«{ phoneNumber: a, senderId: ACME }», { phoneNumber: a }] } }\n",
      "expected either 'phoneNumber' or 'senderId', not both"
    ),
    ManifestMistake(
      "phoneNumbers: { a: { number: '1' } }\npools: { otp: { messageType: TRANSACTIONAL, originators: [{ phoneNumber: a, countries: [«DE»] }] } }\n",
      "'countries' goes with a sender ID, not with a number"
    ),
    ManifestMistake(
      "phoneNumbers: { a: { number: '1', selfManagedOptOuts: «false» } }\npools: { ‹otp›: { messageType: TRANSACTIONAL, originators: [{ phoneNumber: a }] } }\n",
      "'selfManagedOptOuts' belongs to the pool 'otp': a number in a pool takes its settings from there",
      note: "the pool is defined here"
    ),
    ManifestMistake(
      "phoneNumbers: { a: { number: '1', keywords: «{ INFO: { message: Hi } }» } }\npools: { ‹otp›: { messageType: TRANSACTIONAL, originators: [{ phoneNumber: a }] } }\n",
      "'keywords' belongs to the pool 'otp': a number in a pool takes its settings from there",
      note: "the pool is defined here"
    ),
    ManifestMistake(
      "phoneNumbers: { «a»: { number: '1' } }\npools: { ‹otp›: { messageType: TRANSACTIONAL, originators: [{ phoneNumber: a }] }, b: { messageType: TRANSACTIONAL, originators: [{ phoneNumber: a }] } }\n",
      "the number 'a' is an originator of 2 pools; it can be in one",
      note: "one of them is defined here"
    ),
    ManifestMistake(
      "phoneNumbers: { ‹a›: { number: '+12065550100' }, «b»: { number: '+12065550100' } }\n",
      "the phone number '+12065550100' stands in the manifest twice",
      note: "first defined here"
    ),
  ]

  static let keywords = [
    keyword(
      "CANCEL: { message: Bye, action: «OPT_IN» }",
      "AWS takes 'CANCEL' for an opt-out, so its action must be OPT_OUT"
    ),
    keyword(
      "«arret»: { message: Bye }",
      "AWS takes 'ARRET' for an opt-out, so its action must be OPT_OUT"
    ),
    keyword(
      "HELP: { message: Hi, action: «OPT_IN» }",
      "'HELP' always has the action AUTOMATIC_RESPONSE; leave 'action' out"
    ),
    keyword(
      "STOP: { message: Hi, action: «AUTOMATIC_RESPONSE» }",
      "'STOP' always has the action OPT_OUT; leave 'action' out"
    ),
    keyword(
      "INFO: { message: «'  '» }",
      "expected a message of 1 to 1600 characters that is not blank, got '  '"
    ),
    keyword(
      "INFO: { message: «\(String(repeating: "x", count: 1601))» }",
      "expected a message of 1 to 1600 characters that is not blank, got '\(String(repeating: "x", count: 40))...' of 1601 characters"
    ),
    keyword(
      "«\(String(repeating: "K", count: 31))»: { message: Hi }",
      "expected a keyword of 1 to 30 characters without spaces at its ends, got '\(String(repeating: "K", count: 31))'"
    ),
    keyword(
      "«' INFO'»: { message: Hi }",
      "expected a keyword of 1 to 30 characters without spaces at its ends, got ' INFO'"
    ),
    keyword(
      "‹info›: { message: A }, «INFO»: { message: B }",
      "'INFO' stands here twice",
      note: "first defined here"
    ),
  ]

  private static func keyword(
    _ entry: String,
    _ message: String,
    note: String? = nil
  )
    -> ManifestMistake
  {
    ManifestMistake(
      "phoneNumbers: { a: { number: '1', keywords: { \(entry) } } }\n",
      message,
      note: note
    )
  }

  static let protection = [
    ManifestMistake(
      "protectConfigurations: { p: { sms: { allow: [‹US›], block: [«US»] } } }\n",
      "'US' is in two lists",
      note: "first listed here"
    ),
    ManifestMistake(
      "protectConfigurations: { p: { sms: { «alow»: [US] } } }\n",
      "'alow' is not a field of the rules of a capability; did you mean 'allow'?"
    ),
    ManifestMistake(
      "protectConfigurations: { p: { sms: { default: «DENY» } } }\n",
      "expected one of ALLOW, BLOCK, FILTER, MONITOR, got 'DENY'"
    ),
    ManifestMistake(
      "protectConfigurations: { a: { accountDefault: ‹true› }, b: { accountDefault: «true» } }\n",
      "an account has one default protect configuration in a region, and 'a' is it already",
      note: "the other one is here"
    ),
    override(
      "«573001234567»: { action: ALLOW }",
      "expected a number with its country code, such as '+573001234567', got '573001234567'"
    ),
    override(
      "«'+0573001234567'»: { action: ALLOW }",
      "expected a number with its country code, such as '+573001234567', got '+0573001234567'"
    ),
    override("'+573001234567': { action: «FILTER» }", "expected ALLOW or BLOCK, got 'FILTER'"),
    override(
      "'+573001234567': { action: ALLOW, expires: «2027-01-01» }",
      "expected a moment such as 2027-01-01T00:00:00Z, got '2027-01-01'"
    ),
    override(
      "'+573001234567': { action: ALLOW, expires: «2027-02-30T00:00:00Z» }",
      "expected a moment such as 2027-01-01T00:00:00Z, got '2027-02-30T00:00:00Z'"
    ),
    override(
      "'+573001234567': { action: ALLOW, expires: «２０２７-01-01T00:00:00Z» }",
      "expected a moment such as 2027-01-01T00:00:00Z, got '２０２７-01-01T00:00:00Z'"
    ),
    override(
      "«'+５７3001234567'»: { action: ALLOW }",
      "expected a number with its country code, such as '+573001234567', got '+５７3001234567'"
    ),
    override(
      "'+573001234567': { action: ALLOW, expires: «2027-13-01T00:00:00Z» }",
      "expected a moment such as 2027-01-01T00:00:00Z, got '2027-13-01T00:00:00Z'"
    ),
    override(
      "'+573001234567': { action: ALLOW, expires: «2027-01-01T00:00:00Zulu» }",
      "expected a moment such as 2027-01-01T00:00:00Z, got '2027-01-01T00:00:00Zulu'"
    ),
    override(
      "'+573001234567': { action: ALLOW, expires: «2027-01-01T00:00:00» }",
      "expected a moment such as 2027-01-01T00:00:00Z, got '2027-01-01T00:00:00'"
    ),
  ]

  private static func override(_ entry: String, _ message: String) -> ManifestMistake {
    ManifestMistake("protectConfigurations: { p: { numberOverrides: { \(entry) } } }\n", message)
  }

  static let destinations = [
    destination("«a»: { events: [ALL] }", "expected one of 'sns', 'firehose' and 'cloudWatchLogs'"),
    destination(
      "«a»: { events: [ALL], sns: { topic: '\(topic)' }, cloudWatchLogs: { logGroup: '\(arn("logs"))', role: 'arn:aws:iam::1:role/events' } }",
      "expected one of 'sns', 'firehose' and 'cloudWatchLogs', got 2"
    ),
    destination(
      "a: { events: [«TEXT_SENT»], sns: { topic: '\(topic)' } }",
      "'TEXT_SENT' is in the API, but AWS does not support it; leave it out"
    ),
    destination(
      "a: { events: [«TEXT_DELIVRED»], sns: { topic: '\(topic)' } }",
      "'TEXT_DELIVRED' is not an event type; did you mean 'TEXT_DELIVERED'?"
    ),
    destination(
      "a: { events: [ALL], sns: { topic: «events» } }",
      "expected the ARN of an SNS topic, such as 'arn:aws:sns:...', got 'events'"
    ),
    destination(
      "a: { events: [ALL], firehose: «{ deliveryStream: '\(arn("firehose"))' }» }",
      "'role' is missing: give its ARN"
    ),
    ManifestMistake(
      "configurationSets: { otp: { eventDestinations: { \(five), «d6»: \(sink) } } }\n",
      "a configuration set has at most 5 event destinations, got 6"
    ),
  ]

  private static func arn(_ service: String) -> String {
    "arn:${partition}:\(service):${region}:${account}:events"
  }

  private static let topic = arn("sns")
  private static let sink = "{ events: [ALL], sns: { topic: '\(topic)' } }"
  private static let five = (1...5).map { "d\($0): \(sink)" }.joined(separator: ", ")

  private static func destination(_ entry: String, _ message: String) -> ManifestMistake {
    ManifestMistake("configurationSets: { otp: { eventDestinations: { \(entry) } } }\n", message)
  }

  @Test(arguments: references + pools + keywords + protection + destinations)
  func `is told once, at its place`(_ mistake: ManifestMistake) throws {
    try mistake.check()
  }

  @Test func `is a pool of more than 100`() {
    let text = ManifestText(
      """
      senderIds: { EXAMPLECO: { countries: { all: no-registration } } }
      pools: { «otp»: { messageType: TRANSACTIONAL, originators: [{ senderId: EXAMPLECO }] } }

      """
    )
    let found = findings(in: [text.file])
    #expect(
      found.map(\.message.text) == [
        "a pool holds at most 100 originators; 'otp' would have 137; if AWS raised the quota, say so with 'limits: { identitiesPerPool: 137 }'"
      ]
    )
    #expect(found.first?.range?.span == text.subject)
  }
}
