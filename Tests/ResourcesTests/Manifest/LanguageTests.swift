import Diagnostics
import Foundation
import Resources
import Testing
import YAMLSyntax

/// The objects of the language, each with the shortest path on which it was met.
private struct LanguageObjects {
  private(set) var found: [(path: [String], object: ObjectShape)] = []
  private var ids: Set<String> = []

  /// Those of whole manifests; with `parts` also those of `overrides`.
  init(parts: Bool = false) {
    collect(.object(ManifestLanguage.root), [], parts)
  }

  private mutating func collect(_ shape: ValueShape, _ path: [String], _ parts: Bool) {
    switch shape {
    case .boolean, .no, .integer, .positiveNumber, .text, .choice: break
    case .list(let element, _): collect(element, path + ["[]"], parts)
    case .map(_, let value): collect(value, path + ["KEY"], parts)
    case .nullable(let inner): collect(inner, path, parts)
    case .alternatives(let shapes):
      for shape in shapes { collect(shape, path, parts) }
    case .object(let object):
      guard parts || !object.isPart, ids.insert(object.id).inserted else { return }
      found.append((path, object))
      for field in object.fields { collect(field.shape, path + [field.name], parts) }
    }
  }
}

@Suite struct `The language of manifests` {
  static let places: [(path: String, found: String, phrase: String)] = [
    ("", "", "a manifest"),
    ("version", "version", "1"),
    ("pools", "pools", "a map from a key of 1 to 64 letters, digits, '_' or '-' to a pool"),
    ("pools.KEY", "pools.KEY", "a pool"),
    ("pools.*", "pools.KEY", "a pool"),
    ("pools.keywords", "pools.KEY.keywords", ""),
    ("pools.KEY.keywords", "pools.KEY.keywords", ""),
    ("pools.otp.keywords", "pools.KEY.keywords", ""),
    (
      "pools.keywords.action", "pools.KEY.keywords.KEY.action",
      "AUTOMATIC_RESPONSE or OPT_OUT or OPT_IN"
    ),
    (
      "pools.otp.keywords.JOIN.action", "pools.KEY.keywords.KEY.action",
      "AUTOMATIC_RESPONSE or OPT_OUT or OPT_IN"
    ),
    ("pools.sharedRoutes", "pools.KEY.sharedRoutes", "true or false"),
    ("pools.originators", "pools.KEY.originators", "a list, each an originator"),
    (
      "pools.originators.senderId.external",
      "pools.KEY.originators.[].senderId.external", "a name or an ARN"
    ),
    ("pools.twoWay", "pools.KEY.twoWay", "false; or two-way messaging"),
    (
      "pools.twoWay.channel", "pools.KEY.twoWay.channel",
      "the ARN of an SNS topic, or 'connect.REGION.amazonaws.com'"
    ),
    ("pools.tags.team", "pools.KEY.tags.KEY", "a text of at most 256 characters"),
    ("senderIds.countries.all", "senderIds.KEY.countries.all", ""),
    ("senderIds.countries.except", "senderIds.KEY.countries.except", "a list, each a country code"),
    (
      "configurationSets.eventDestinations.firehose.role",
      "configurationSets.KEY.eventDestinations.KEY.firehose.role",
      "the ARN of a role, such as 'arn:aws:iam:...'"
    ),
    (
      "protectConfigurations.numberOverrides.expires",
      "protectConfigurations.KEY.numberOverrides.KEY.expires",
      "a moment such as 2027-01-01T00:00:00Z"
    ),
    (
      "protectConfigurations.overrides.sms.allow",
      "protectConfigurations.KEY.overrides.KEY.sms.allow", "a list, each a country code"
    ),
    ("accounts.regions.vars.stage", "accounts.KEY.regions.KEY.vars.KEY", "a text"),
    ("regions.us-east-1.vars", "regions.KEY.vars", "a map from a name for ${...} to a text"),
    ("vars.stage", "vars.KEY", "a text"),
    ("limits.pools", "limits.pools", "a whole number from 1 to 1000000"),
    ("defaults..tags.", "defaults.tags", ""),
  ]

  @Test(arguments: places.indices)
  func `has an element at a path, with keys of maps or without`(index: Int) throws {
    let place = Self.places[index]
    let element = try ManifestLanguage.element(at: place.path)
    #expect(element.path.joined(separator: ".") == place.found)
    if !place.phrase.isEmpty { #expect(element.shape.phrase == place.phrase) }
  }

  @Test(arguments: [
    ("pool", "a manifest has no field 'pool'; did you mean 'pools'?"),
    (
      "gateways",
      "a manifest has no field 'gateways'; it has version, project, account, accounts, formerProjects, regions, vars, defaults, limits, rates, countriesFile, optOutLists, senderIds, phoneNumbers, pools, protectConfigurations, configurationSets"
    ),
    ("pools.keyword", "'pools' has no field 'keyword'; did you mean 'keywords'?"),
    (
      "pools.otp.keyword",
      "'pools' has no field 'otp'; it has name, formerly, adopt, tags, id, messageType, originators, optOutList, twoWay, selfManagedOptOuts, sharedRoutes, deletionProtection, keywords, regions, overrides"
    ),
    ("pools.keywords.acton", "'pools.KEY.keywords' has no field 'acton'; did you mean 'action'?"),
    ("version.x", "'version' has no fields, so no 'x'"),
    ("pools.sharedRoutes.x", "'pools.KEY.sharedRoutes' has no fields, so no 'x'"),
    ("limits.pool", "'limits' has no field 'pool'; did you mean 'pools'?"),
    ("Pools", "a manifest has no field 'Pools'; did you mean 'pools'?"),
  ])
  func `tells what it has in the place of what it has not`(path: String, message: String) {
    let error = #expect(throws: UnknownElement.self) { try ManifestLanguage.element(at: path) }
    #expect(error?.description == message)
  }

  @Test func `knows what is required`() throws {
    for (path, isRequired) in [
      ("version", true), ("account", false), ("pools.messageType", true),
      ("pools.optOutList", false),
      ("senderIds.countries", true), ("pools.overrides.messageType", false),
      ("pools.keywords.message", true),
    ] {
      #expect(try ManifestLanguage.element(at: path).isRequired == isRequired, "\(path)")
    }
  }

  @Test func `says of every field what it is for`() {
    for (path, object) in LanguageObjects(parts: true).found {
      let place = path.joined(separator: ".")
      #expect(object.doc.isEmpty || object.doc.hasSuffix("."), "\(place)")
      #expect(!object.fields.isEmpty, "\(place)")
      #expect(Set(object.fields.map(\.name)).count == object.fields.count, "\(place)")
      for field in object.fields {
        let doc = field.doc
        #expect(doc.text.hasSuffix("."), "\(place).\(field.name): \(doc.text)")
        #expect(doc.text.first?.isUppercase == true, "\(place).\(field.name): \(doc.text)")
        #expect(doc.absent?.hasSuffix(".") != true, "\(place).\(field.name): \(doc.absent ?? "")")
        for text in [doc.text, doc.absent ?? ""] {
          #expect(text.count { $0 == "`" }.isMultiple(of: 2), "\(place).\(field.name): \(text)")
        }
      }
      let names = Set(object.fields.map(\.name))
      #expect(names.isSuperset(of: object.required + object.exactlyOne), "\(place)")
    }
  }

  /// A manifest with `entries` in the object at a path.
  private static func yaml(_ path: [String], _ entries: String) -> String {
    let keys = [
      "senderIds": "EXAMPLECO", "regions": "us-east-1", "overrides": "us-east-1",
      "accounts": "'111122223333'", "numberOverrides": "'+573001234567'",
    ]
    var text = "{ \(entries) }"
    for (step, above) in zip(path.dropFirst(), path).reversed() {
      let key = step == "KEY" ? keys[above] ?? "a" : step
      text = step == "[]" ? "[\(text)]" : "{ \(key): \(text) }"
    }
    let regions = path.first == "regions" ? "" : "regions: { us-east-1: }\n"
    return "version: 1\nproject: p\n\(regions)\(path.first ?? ""): \(text)\n"
  }

  /// Those that are read by themselves, and name their fields where they are refused.
  private static let ownReading: Set<String> = ["manifest", "externalReference"]

  @Test func `lists for every object the fields that its decoder takes`() throws {
    for (path, object) in LanguageObjects().found where !Self.ownReading.contains(object.id) {
      let file = ManifestText(Self.yaml(path, "phoneNumber: x, «zzzzzzzzzz»: ")).file
      let unknown = findings(in: [file]).map(\.message.text).compactMap { text in
        text.firstMatch(of: #/'zzzzzzzzzz' is not a field of (.*); it has (.*)/#)
      }
      let told = try #require(unknown.first, "\(path): \(findings(in: [file]))")
      // Entries of all kinds have these two, which are read before the rest.
      let isEntry = path.count == 2 && ResourceKinds.all.contains { $0.section == path[0] }
      let own = object.fields.map(\.name)
        .filter { !isEntry || !["regions", "overrides"].contains($0) }
      #expect(told.1 == object.title)
      #expect(told.2.replacing(" and ", with: ", ") == own.joined(separator: ", "))
    }
  }

  @Test func `takes no field of an object for unknown`() {
    for (path, object) in LanguageObjects().found where object.id != "manifest" {
      for field in object.fields {
        let file = ManifestText(Self.yaml(path, "\(field.name): zzzzzzzzzz")).file
        let found = findings(in: [file]).map(\.message.text)
        #expect(
          !found.contains { $0.contains("'\(field.name)' is not a") },
          "\(path) \(field.name): \(found)"
        )
      }
    }
  }

  @Test func `takes no section for unknown`() {
    for field in ManifestLanguage.root.fields {
      let file = ManifestText("\(field.name): zzzzzzzzzz # version\n").file
      let found = findings(in: [file]).map(\.message.text)
      #expect(!found.contains { $0.contains("is not a section") }, "\(field.name): \(found)")
    }
  }

  @Test func `requires what its decoder requires`() {
    for (path, object) in LanguageObjects().found where object.id != "manifest" {
      let mark = object.exactlyOne.isEmpty ? "" : "\(object.exactlyOne[0]): "
      let file = ManifestText(Self.yaml(path, mark)).file
      let found = findings(in: [file]).map(\.message.text)
      for name in object.required {
        #expect(
          found.contains { $0.hasPrefix("'\(name)' is missing: ") },
          "\(path) \(name): \(found)"
        )
      }
    }
  }

  /// What is told of a manifest that lacks all but one field.
  private static let lacks = [
    "is missing", "there is no ", "is not under 'regions'", "expected one of 'sns'",
    "expected 'phoneNumber' or 'senderId'", "this names no country",
  ]

  @Test func `gives examples that can be read`() throws {
    for (path, object) in LanguageObjects().found where object.id != "externalReference" {
      for field in object.fields {
        guard let example = field.doc.example else { continue }
        var text = Self.yaml(path, "\(field.name): \(example)")
        if path.isEmpty {
          let head = ["project: p", "version: 1", "regions: { us-east-1: }"]
          text = head.filter { !$0.hasPrefix(field.name) }.joined(separator: "\n")
          text += "\n\(field.name): \(example)\n"
        }
        let errors = findings(in: [ManifestText(text).file]).filter { $0.severity == .error }
        let wrong = errors.map(\.message.text).filter { message in
          !Self.lacks.contains { message.contains($0) }
        }
        #expect(wrong == [], "\(path) \(field.name): \(example)")
      }
    }
  }
}
