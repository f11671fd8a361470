import Diagnostics
import Testing

@Suite struct `A manifest mistake` {
  static let names = [
    ManifestMistake(
      "«pool»: {}\n",
      "'pool' is not a section of a manifest; did you mean 'pools'?"
    ),
    ManifestMistake(
      "«gateways»: {}\n",
      "'gateways' is not a section of a manifest; there are version, project, account, accounts, formerProjects, regions, vars, defaults, limits, rates, countriesFile, optOutLists, senderIds, phoneNumbers, pools, protectConfigurations, configurationSets"
    ),
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: [DE], «messageType»: [TRANSACTIONAL] } }\n",
      "'messageType' is not a field of a sender ID; did you mean 'messageTypes'?"
    ),
    ManifestMistake(
      "optOutLists: { otp: { «x-note»: red } }\n",
      "'x-note' is not a field of an opt-out list; it has name, formerly, adopt, tags"
    ),
    ManifestMistake(
      "«xcommon»: {}\n",
      "'xcommon' is not a section of a manifest; there are version, project, account, accounts, formerProjects, regions, vars, defaults, limits, rates, countriesFile, optOutLists, senderIds, phoneNumbers, pools, protectConfigurations, configurationSets"
    ),
    ManifestMistake(
      "optOutLists: { otp: { «colour»: red } }\n",
      "'colour' is not a field of an opt-out list; it has name, formerly, adopt, tags"
    ),
    ManifestMistake(
      "defaults: { «tag»: { a: b } }\n",
      "'tag' is not a field of the defaults; did you mean 'tags'?"
    ),
    ManifestMistake(
      "version: 1\nproject: p\nregions: { us-east-1: { «var»: {} } }\n",
      "'var' is not a field of a region; did you mean 'vars'?"
    ),
    ManifestMistake(
      "version: 1\nproject: p\nregions: { «us-esat-1»: {} }\n",
      "'us-esat-1' is not a region that has the service; did you mean 'us-east-1'?"
    ),
    ManifestMistake(
      "optOutLists: { otp: { regions: [«eu-wset-1»] } }\n",
      "'eu-wset-1' is not under 'regions' of the manifest; did you mean 'eu-west-1'?"
    ),
    ManifestMistake(
      "optOutLists: { otp: { overrides: { «eu-central-1»: {} } } }\n",
      "'eu-central-1' is not under 'regions' of the manifest"
    ),
    ManifestMistake(
      "optOutLists: { otp: { overrides: { us-east-1: { «regions»: [eu-west-1] } } } }\n",
      "'regions' cannot stand in 'overrides'"
    ),
    ManifestMistake(
      "optOutLists: { «a b»: }\n",
      "expected an opt-out list name of 1 to 64 letters, digits, '_' or '-', got 'a b'"
    ),
    ManifestMistake(
      "senderIds: { ‹exampleco›: { countries: [DE] }, «EXAMPLECO»: { countries: [DE] } }\n",
      "'EXAMPLECO' is another spelling of a name that is taken",
      note: "first defined here"
    ),
    ManifestMistake(
      "optOutLists: { ‹otp›: , «other»: { name: otp } }\n",
      "the opt-out list 'otp' stands in the manifest twice",
      note: "first defined here"
    ),
  ]

  static let required = [
    ManifestMistake(
      "«»project: p # version\nregions: { us-east-1: {} }\n",
      "'version' is missing: begin the manifest with 'version: 1'"
    ),
    ManifestMistake(
      "«»version: 1\nregions: { us-east-1: {} }\n",
      "'project' is missing: name the owner of what the manifest makes, such as 'project: checkout'"
    ),
    ManifestMistake(
      "«»version: 1\nproject: p\n",
      "'regions' is missing: say where it all goes, such as 'regions: { us-east-1: {} }'"
    ),
    ManifestMistake(
      "senderIds: { «EXAMPLECO»: }\n",
      "'countries' is missing: say where the sender ID is to be used, such as 'countries: [DE, FR]'"
    ),
    ManifestMistake(
      "senderIds: { EXAMPLECO: { «countries»: } }\n",
      "'countries' is missing: say where the sender ID is to be used, such as 'countries: [DE, FR]'"
    ),
    ManifestMistake(
      "phoneNumbers: { «otp»: }\n",
      "'number' is missing: give the number as the account has it, such as '+12065550100'"
    ),
    ManifestMistake(
      "phoneNumbers: { otp: { «number»: null } }\n",
      "'number' is missing: give the number as the account has it, such as '+12065550100'"
    ),
    ManifestMistake(
      "pools: { «otp»: { originators: [{ phoneNumber: { external: '1' } }] } }\n",
      "'messageType' is missing: write TRANSACTIONAL or PROMOTIONAL; a pool keeps the type it was made with"
    ),
    ManifestMistake(
      "pools: { otp: { «messageType»: ~, originators: [{ phoneNumber: { external: '1' } }] } }\n",
      "'messageType' is missing: write TRANSACTIONAL or PROMOTIONAL; a pool keeps the type it was made with"
    ),
    ManifestMistake(
      "pools: { «otp»: { messageType: TRANSACTIONAL } }\n",
      "'originators' is missing: a pool cannot be empty: give at least one { phoneNumber: KEY } or { senderId: KEY }"
    ),
    ManifestMistake(
      "pools: { otp: { messageType: TRANSACTIONAL, «originators»: } }\n",
      "'originators' is missing: a pool cannot be empty: give at least one { phoneNumber: KEY } or { senderId: KEY }"
    ),
    ManifestMistake(
      "phoneNumbers: { otp: { number: '1', twoWay: «{ role: 'arn:aws:iam::1:role/sms' }» } }\n",
      "'channel' is missing: give the ARN of an SNS topic"
    ),
    ManifestMistake(
      "phoneNumbers: { otp: { number: '1', keywords: { A: { «message»: ~ } } } }\n",
      "'message' is missing: say what to answer to whoever sends the keyword"
    ),
    ManifestMistake(
      "protectConfigurations: { p: { numberOverrides: { '+573001234567': { «action»: } } } }\n",
      "'action' is missing: write ALLOW or BLOCK"
    ),
    ManifestMistake(
      "configurationSets: { otp: { eventDestinations: { a: { «events»: , sns: { topic: 'arn:aws:sns:${region}:1:t' } } } } }\n",
      "'events' is missing: say which, such as 'events: [TEXT_ALL]'"
    ),
    ManifestMistake(
      "configurationSets: { otp: { eventDestinations: { a: { events: [ALL], sns: { «topic»: } } } } }\n",
      "'topic' is missing: give its ARN"
    ),
  ]

  static let types = [
    ManifestMistake(
      "version: 1\nproject: p\nregions: «[us-east-1]»\n",
      "expected a map, such as 'regions: { us-east-1: {} }', got a list"
    ),
    ManifestMistake(
      "version: 1\nproject: p\nregions: { us-east-1: «here» }\n",
      "expected a map such as { vars: { ... } }, got a string"
    ),
    ManifestMistake(
      "version: 1\nproject: p\nregions: { us-east-1: { vars: «[a]» } }\n",
      "expected a map of variables, got a list"
    ),
    ManifestMistake("vars: { a: «[b]» }\n", "expected a text for a variable, got a list"),
    ManifestMistake("optOutLists: { otp: «yes» }\n", "expected a map of fields, got a string"),
    ManifestMistake(
      "optOutLists: { otp: { overrides: { us-east-1: «[a]» } } }\n",
      "expected a map of fields, got a list"
    ),
    ManifestMistake(
      "optOutLists: { otp: { regions: «us-east-1» } }\n",
      "expected a list of regions, got a string"
    ),
    ManifestMistake(
      "optOutLists: { otp: { adopt: «yes» } }\n",
      "expected true or false, got 'yes'; write true"
    ),
    ManifestMistake(
      "optOutLists: { otp: { adopt: «'true'» } }\n",
      "expected true or false without quotes"
    ),
    ManifestMistake(
      "defaults: { deletionProtection: «off» }\n",
      "expected true or false, got 'off'; write false"
    ),
    ManifestMistake(
      "optOutLists: { otp: { adopt: «1» } }\n",
      "expected true or false, got '1'; write true"
    ),
    ManifestMistake(
      "optOutLists: { otp: { adopt: «tRUE» } }\n",
      "expected true or false, got 'tRUE'; write true"
    ),
    ManifestMistake(
      "optOutLists: { otp: { adopt: «nope» } }\n",
      "expected true or false, got 'nope'"
    ),
    ManifestMistake(
      "optOutLists: { otp: { adopt: «[]» } }\n",
      "expected true or false, got a list"
    ),
    ManifestMistake(
      "optOutLists: { otp: { adopt: «'${project}'» } }\n",
      "expected true or false, got 'checkout'"
    ),
    ManifestMistake(
      "defaults: { deletionProtection: «null» }\n",
      "'deletionProtection' cannot be unset; expected true or false"
    ),
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: «DE» } }\n",
      "expected a list of country codes, or { all: no-registration, include: [...], except: [...] }"
    ),
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: «[]» } }\n",
      "this list of country codes is empty: expected at least one"
    ),
    ManifestMistake(
      "pools: { a: { messageType: «TRANSACTIONL», originators: [{ phoneNumber: { external: '1' } }] } }\n",
      "'TRANSACTIONL' is not one of TRANSACTIONAL or PROMOTIONAL; did you mean 'TRANSACTIONAL'?"
    ),
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: [DE], messageTypes: [‹PROMOTIONAL›, «PROMOTIONAL»] } }\n",
      "'PROMOTIONAL' is listed twice",
      note: "first listed here"
    ),
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: { all: [‹no-registration›, «no-registration»] } } }\n",
      "'no-registration' is listed twice",
      note: "first listed here"
    ),
    ManifestMistake(
      "phoneNumbers: { otp: { number: '1', twoWay: «true» } }\n",
      "expected { channel: ARN, role: ARN } or false"
    ),
    ManifestMistake(
      "phoneNumbers: { otp: { number: «1 2» } }\n",
      "expected a phone number such as '+12065550100', a short code, a phone number id or an ARN, got '1 2'"
    ),
    ManifestMistake(
      "phoneNumbers: { otp: { number: '1', optOutList: «{ name: x }» } }\n",
      "expected the key of an opt-out list, or { external: NAME }, or { id: ... }"
    ),
  ]

  static let tops = [
    ManifestMistake(
      "version: «2»\nproject: p\nregions: { us-east-1: {} }\n",
      "this smsctl reads version 1 of the manifest, not '2'"
    ),
    ManifestMistake(
      "version: 1\nproject: «my project»\nregions: { us-east-1: {} }\n",
      "expected a project name of 1 to 256 letters, digits, '_' or '-', got 'my project'"
    ),
    ManifestMistake("account: «1234»\n", "expected an account id of 12 digits, got '1234'"),
  ]

  static let countries = [
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: [«de»] } }\n",
      "'de' is not a country code; did you mean 'DE' (Germany)?"
    ),
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: [«UK»] } }\n",
      "'UK' is not a country code; did you mean 'GB' (United Kingdom)?"
    ),
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: [DE, «US»] } }\n",
      "United States (US) has no sender IDs by the country table of 2026-10-01: AWS will probably refuse"
    ),
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: { all: no-registration, include: [«CN»] } } }\n",
      "China (CN) has no sender IDs by the country table of 2026-10-01: AWS will probably refuse"
    ),
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: { all: «europ» } } }\n",
      "'europ' is not one of no-registration, africa, asia, europe, north-america, oceania, south-america; did you mean 'europe'?"
    ),
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: [‹DE›, FR, «DE»] } }\n",
      "'DE' is listed twice",
      note: "first listed here"
    ),
    ManifestMistake(
      "senderIds: { EXAMPLECO: { countries: [DE, «JO»] } }\n",
      "Jordan (JO) demands a registration: until JO_SENDER_ID_REGISTRATION is approved the sender ID waits (country table of 2026-10-01)"
    ),
    ManifestMistake(
      "senderIds: { «12345»: { countries: [DE] } }\n",
      "expected a sender ID of 1 to 11 letters, digits, '-' or '_', with at least one letter, got '12345'"
    ),
    ManifestMistake(
      "senderIds: { «EXAMPLECOMPANY»: { countries: [DE] } }\n",
      "expected a sender ID of 1 to 11 letters, digits, '-' or '_', with at least one letter, got 'EXAMPLECOMPANY'"
    ),
  ]

  private static func notAName(_ name: String) -> String {
    "'\(name)' cannot be the name of a variable; it takes letters, digits and '_', no digit first"
  }

  static let variables = [
    ManifestMistake(
      "vars: { number: '1' }\nphoneNumbers: { otp: { number: «'${numbr}'» } }\n",
      "'${numbr}' is not defined; did you mean '${number}'?"
    ),
    ManifestMistake(
      "phoneNumbers: { otp: { number: «'${otpNumber}'» } }\n",
      "'${otpNumber}' is not defined: set it under 'vars', under the region, or with --var; write '$${' for a literal '${'"
    ),
    ManifestMistake(
      "vars: { a: 'x${b}', b: '${a}' }\nphoneNumbers: { otp: { number: «'${a}'» } }\n",
      "'${a}' needs itself"
    ),
    ManifestMistake(
      "phoneNumbers: { otp: { number: «'${region'» } }\n",
      "'${' has no '}': write '$${' for a literal '${'"
    ),
    ManifestMistake("vars: { «region»: x }\n", "'${region}' is built in and cannot be set"),
    ManifestMistake("vars: { «2fa»: x }\n", notAName("2fa")),
    ManifestMistake("vars: { «team-name»: x }\n", notAName("team-name")),
    ManifestMistake("vars: { «'a b'»: x }\n", notAName("a b")),
    ManifestMistake("vars: { «größe»: x }\n", notAName("größe")),
    ManifestMistake("vars: { «''»: x }\n", notAName("")),
    ManifestMistake(
      "version: 1\nproject: p\nregions: { us-east-1: { vars: { «a.b»: x } } }\n",
      notAName("a.b")
    ),
    ManifestMistake("vars: { a: «{ b: c }» }\n", "expected a text for a variable, got a map"),
    ManifestMistake("vars: { a: «~» }\n", "expected a text for a variable, got nothing"),
  ]

  static let tags = [
    ManifestMistake(
      "optOutLists: { otp: { tags: { «smsctl:project»: x } } }\n",
      "the tag 'smsctl:project' is reserved: those that begin with 'smsctl:' are for smsctl to set"
    ),
    ManifestMistake(
      "defaults: { tags: { «AWS:x»: y } }\n",
      "the tag 'AWS:x' is reserved: those that begin with 'aws:' are for AWS to set"
    ),
    ManifestMistake(
      "defaults: { tags: { «''»: y } }\n",
      "expected a tag key of 1 to 128 characters, got ''"
    ),
    ManifestMistake(
      "defaults: { tags: { a: «[b]» } }\n",
      "expected a text of at most 256 characters, got a list"
    ),
    ManifestMistake(
      "optOutLists: { otp: { tags: { a: «\(String(repeating: "x", count: 257))» } } }\n",
      "expected a text of at most 256 characters, got '\(String(repeating: "x", count: 40))...' of 257 characters"
    ),
  ]

  @Test(
    arguments: names + required + types + tops + countries + variables + tags
  )
  func `is told once, at its place`(_ mistake: ManifestMistake) throws {
    try mistake.check()
  }

  @Test func `does not hide another one`() {
    let text = ManifestText("pool: {}\noptOutList: {}\n")
    #expect(findings(in: [text.file]).count == 2)
    let fields = ManifestText("optOutLists: { otp: { adopt: no, colour: red } }\n")
    #expect(findings(in: [fields.file]).count == 2)
  }

  @Test func `of an empty manifest has no place`() {
    let text = ManifestText("# version\n")
    #expect(
      findings(in: [text.file]).map(\.message.text)
        == ["there is no manifest: nothing but comments was read"]
    )
  }
}
