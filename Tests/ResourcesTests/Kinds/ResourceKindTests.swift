import Diagnostics
import Resources
import Testing

/// What holds for every kind there is.
@Suite struct `A kind of resource` {
  static let kinds = ResourceKinds.all

  /// A key and the least that an entry of each section needs.
  static let samples: [String: (key: String, entry: String)] = [
    "optOutLists": ("otp", ""),
    "senderIds": ("EXAMPLECO", "countries: [DE]"),
    "phoneNumbers": ("otp", "number: '+12065550100'"),
    "pools": (
      "otp",
      "messageType: TRANSACTIONAL, originators: [{ phoneNumber: { external: '+12065550100' } }]"
    ),
    "protectConfigurations": ("signup", ""),
    "configurationSets": ("otp", ""),
  ]

  static func sample(_ kind: any ResourceKind.Type) throws -> (key: String, entry: String) {
    try #require(samples[kind.section], "give \(kind.section) a sample")
  }

  @Test func `has a name and a section of its own`() {
    #expect(Set(Self.kinds.map { $0.name }).count == Self.kinds.count)
    #expect(Set(Self.kinds.map { $0.section }).count == Self.kinds.count)
    for kind in Self.kinds {
      #expect(kind.name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
    }
  }

  @Test(arguments: kinds)
  func `names each field once, tags and adoption among them`(_ kind: any ResourceKind.Type) {
    let names = Self.fields(of: kind)
    #expect(Set(names).count == names.count)
    #expect(Set(names).isSuperset(of: ["tags", "adopt"]))
    #expect(Set(names).isDisjoint(with: ["regions", "overrides"]))
  }

  private static func fields<Kind: ResourceKind>(of kind: Kind.Type) -> [String] {
    kind.schema.fields.map(\.name)
  }

  private static func title<Kind: ResourceKind>(of kind: Kind.Type) -> String {
    kind.schema.shape.title
  }

  @Test(arguments: kinds)
  func `reads an empty entry, lacking nothing but what it requires`(
    _ kind: any ResourceKind.Type
  )
    throws
  {
    let key = try Self.sample(kind).key
    for entry in ["{}", "", "~"] {
      let file = ManifestText("\(kind.section): { \(key): \(entry) }\n").file
      let messages = findings(in: [file]).map(\.message.text)
      #expect(messages.allSatisfy { $0.contains("is missing: ") })
    }
  }

  @Test(arguments: kinds)
  func `tells of a field that it does not have`(_ kind: any ResourceKind.Type) throws {
    let (key, entry) = try Self.sample(kind)
    let text = ManifestText(
      "\(kind.section): { \(key): { «nonsense»: 1\(entry.isEmpty ? "" : ", ")\(entry) } }\n"
    )
    let found = findings(in: [text.file])
    #expect(found.count == 1)
    let diagnostic = try #require(found.first)
    #expect(
      diagnostic.message.text.hasPrefix(
        "'nonsense' is not a field of \(Self.title(of: kind)); it has "
      )
    )
    #expect(diagnostic.range?.span == text.subject)
  }

  @Test(arguments: kinds)
  func `refuses a key that cannot be one, and an entry that is no map`(
    _ kind: any ResourceKind.Type
  ) throws {
    let (key, entry) = try Self.sample(kind)
    let badKey = ManifestText("\(kind.section): { «'a b'»: { \(entry) } }\n")
    #expect(findings(in: [badKey.file]).map { $0.range?.span } == [badKey.subject])
    let badEntry = ManifestText("\(kind.section): { \(key): «[a]» }\n")
    #expect(
      findings(in: [badEntry.file]).map(\.message.text) == ["expected a map of fields, got a list"]
    )
  }

  @Test(arguments: kinds)
  func `has an address of region, name and key`(_ kind: any ResourceKind.Type) throws {
    let (key, entry) = try Self.sample(kind)
    let region = try manifest("\(kind.section): { \(key): { \(entry) } }\n").regions[1]
    let address = try #require(region.addresses.first)
    #expect(address.description.hasPrefix("eu-west-1/\(kind.name)/\(key)"))
    #expect(region.addresses.count == 1)
  }

  @Test(arguments: kinds)
  func `plans what is missing, under its own address, tagged as ours`(
    _ kind: any ResourceKind.Type
  ) async throws {
    let (key, entry) = try Self.sample(kind)
    var cloud = Cloud()
    cloud.numbers = [.number("+12065550100")]
    let yaml = "\(kind.section): { \(key): { \(entry) } }\n"
    let plan = try await TestPlan(yaml, on: cloud)
    #expect(plan.errors.isEmpty)
    let change = try #require(plan.plan.changes.first)
    #expect(change.address.path.hasPrefix("\(kind.name)/\(key)"))
    // Numbers are not bought: they are there or not.
    guard kind.section != PhoneNumberKind.section else { return }
    #expect(change.action == .create)
    #expect(change.range != nil)
    let create = try #require(try await plan.run().first)
    #expect(create.contains(#"{"Key":"smsctl:project","Value":"checkout"}"#))
  }

  @Test func `comes after those it refers to`() throws {
    let region = try manifest(
      """
      optOutLists: { otp: }
      senderIds: { EXAMPLECO: { countries: [DE] } }
      phoneNumbers: { otp: { number: '1' }, more: { number: '2', optOutList: otp } }
      pools:
        otp:
          messageType: TRANSACTIONAL
          originators: [{ phoneNumber: otp }, { senderId: EXAMPLECO }]
          optOutList: otp
      protectConfigurations: { signup: }
      configurationSets: { otp: { protectConfiguration: signup } }
      """
    ).regions[0]
    for (index, kind) in Self.kinds.enumerated() {
      let earlier = Set(Self.kinds[..<index].map { $0.name })
      for reference in Self.references(of: kind, in: region) {
        #expect(earlier.contains(String(reference.path.prefix { $0 != "/" })))
      }
    }
    #expect(Self.references(of: PoolKind.self, in: region).count > 2)
  }

  private static func references<Kind: ResourceKind>(
    of kind: Kind.Type,
    in manifest: RegionManifest
  ) -> [Address] {
    manifest.desired(kind).flatMap(\.references)
  }
}

@Suite struct `An address` {
  static let pool = Address(region: "us-east-1", kind: "pool", name: "otp")

  @Test func `is region, kind and name, children appended`() {
    #expect(Self.pool.description == "us-east-1/pool/otp")
    #expect(Self.pool.child("keyword", "JOIN").description == "us-east-1/pool/otp/keyword/JOIN")
  }

  @Test func `knows what it is a child of`() {
    let lineage = Self.pool.child("keyword", "JOIN").lineage.map(\.path)
    #expect(lineage.starts(with: ["pool/otp/keyword/JOIN"]))
    #expect(lineage.contains("pool/otp"))
  }

  @Test func `sorts by region, then by path`() {
    let other = Address(region: "eu-west-1", kind: "pool", name: "z")
    #expect([Self.pool, other].sorted() == [other, Self.pool])
  }
}
