internal import SMSVoice

/// The whole language of manifests, as its declarations have it.
package enum ManifestLanguage {
  /// A key of the top level that begins so is passed over: a place for anchors.
  package static let extensionPrefix = "x-"

  /// The top level: what is said once, then the kinds' sections.
  package static let root = ObjectShape(
    id: "manifest",
    title: "a manifest",
    doc: "What a project wants of AWS End User Messaging SMS, in one account and some regions.",
    fields: head + ResourceKinds.all.map { section(of: $0) },
    required: ["version", "project"]
  )

  /// The sections that merge by key when several documents have them.
  static let sharedMaps = ["accounts", "regions", "vars", "defaults", "limits", "rates"]
  /// The fields that may stand in several documents if they say the same.
  static let scalarNames = ["version", "project", "account", "countriesFile"]

  /// What to expect of the scalars of the top level, in words that follow "expected".
  static let scalarExpectations = [
    "version": "the number 1",
    "project": "a project name",
    "account": "an account id of 12 digits",
    "countriesFile": "the path of a file",
  ]

  /// Whether `${...}` is replaced in what stands under a field of the top level.
  static func expandsVariables(under field: String) -> Bool {
    field == "defaults" || sectionNames.contains(field)
  }

  /// The names of the kinds' sections.
  static var sectionNames: [String] { ResourceKinds.all.map { $0.section } }

  private static let head: [ObjectShape.Field] = [
    field("version", .choice(["1"]), "The version of the language."),
    field(
      "project",
      ValueType<String>.name("a project name", 1...256).shape,
      FieldDoc(
        "Who owns what the manifest makes: the value of the tag `smsctl:project`.",
        example: "checkout"
      )
    ),
    field(
      "account",
      .text(accountID),
      FieldDoc(
        "The only account that may be read or changed; any other is refused before anything is read.",
        absent: "any account, or those of `accounts`",
        example: "\"123456789012\""
      )
    ),
    field(
      "accounts",
      .map(key: accountID, value: .nullable(.object(accountShape))),
      FieldDoc(
        "Several accounts; the one that the credentials belong to is taken, and any other is refused.",
        absent: "one account",
        example: "{ \"111122223333\": { vars: { stage: test } } }"
      )
    ),
    field(
      "formerProjects",
      .list(ValueType<String>.name("a project name", 1...256).shape, count: 0...Int.max),
      FieldDoc(
        "Projects whose resources this one takes over.",
        absent: "none",
        example: "[old-name]"
      )
    ),
    field(
      "regions",
      regionsShape,
      FieldDoc(
        "Where everything goes, each region with values for `${...}`.",
        absent: "those of the account in `accounts`",
        example: "{ us-east-1: {} }"
      )
    ),
    field("vars", varsShape, FieldDoc("Values for `${...}`.", absent: "none")),
    field(
      "defaults",
      .object(ObjectSchema.defaults.shape),
      "What every resource has that says nothing else."
    ),
    field(
      "limits",
      .object(ManifestLimits.schema.shape),
      "Quotas that AWS changed for the account."
    ),
    field(
      "rates",
      ManifestRates.shape,
      FieldDoc(
        "Requests per second where AWS raised a quota, in every region.",
        absent: "AWS's documented quotas",
        example: "{ RequestSenderId: 5, \"*\": 2 }"
      )
    ),
    field(
      "countriesFile",
      .text(TextShape("the path of a file")),
      FieldDoc(
        "A file that corrects the country table, beside the manifest that names it.",
        absent: "the table of this version (`smsctl countries`)",
        example: "countries.yaml"
      )
    ),
  ]

  /// What a key of `accounts`, and `account`, must be.
  static let accountID = TextShape(
    "an account id of 12 digits",
    pattern: "^[0-9]{12}$",
    length: 12...12
  )

  private static let accountShape = ObjectShape(
    id: "account",
    title: "an account",
    doc: "What is particular to one account.",
    fields: [
      field(
        "vars",
        varsShape,
        FieldDoc("Values for `${...}`, over those of the regions.", absent: "none")
      ),
      field(
        "rates",
        ManifestRates.shape,
        FieldDoc("Requests per second, over those of the regions.", absent: "none")
      ),
      field(
        "regions",
        regionsShape,
        FieldDoc(
          "The regions of the account, each with values over all others.",
          absent: "`regions` of the manifest"
        )
      ),
    ]
  )

  private static let regionShape = ObjectShape(
    id: "region",
    title: "a region",
    doc: "",
    fields: [
      field(
        "vars",
        varsShape,
        FieldDoc("Values for `${...}`, over those of the manifest.", absent: "none")
      ),
      field(
        "rates",
        ManifestRates.shape,
        FieldDoc(
          "Requests per second in the region, over those of the manifest.",
          absent: "none",
          example: "{ RequestSenderId: 5 }"
        )
      ),
    ]
  )

  private static let varsShape = ValueShape.map(
    key: TextShape("a name for ${...}", pattern: Variables.namePattern),
    value: .text(TextShape("a text", length: 0...Int.max))
  )

  private static let regionsShape = ValueShape.map(
    key: TextShape("a region, such as us-east-1"),
    value: .nullable(.object(regionShape))
  )

  private static func field(
    _ name: String,
    _ shape: ValueShape,
    _ doc: FieldDoc
  ) -> ObjectShape.Field {
    var isNullable = false
    if case .map = shape { isNullable = true }
    if case .object = shape { isNullable = true }
    return ObjectShape.Field(name: name, shape: shape, doc: doc, isNullable: isNullable)
  }

  private static func section<Kind: ResourceKind>(of kind: Kind.Type) -> ObjectShape.Field {
    let entry = kind.entryShape
    let value = ValueShape.object(entry)
    let map = ValueShape.map(
      key: kind.keyType.textShape,
      value: entry.required.isEmpty ? .nullable(value) : value
    )
    let doc = FieldDoc(entry.doc, absent: "none")
    return ObjectShape.Field(name: kind.section, shape: map, doc: doc, isNullable: true)
  }
}

extension ResourceKind {
  /// An entry of the section with what every kind has: `regions` and `overrides`.
  package static var entryShape: ObjectShape {
    var entry = schema.shape
    var override = entry.part
    override.id = entry.id + "Override"
    override.title += ", in part"
    entry.fields += [
      ObjectShape.Field(
        name: "regions",
        shape: .list(.text(TextShape("a region of the manifest")), count: 1...Int.max),
        doc: FieldDoc(
          "The only regions it goes to.",
          absent: "all of the manifest",
          example: "[us-east-1]"
        ),
        isNullable: false
      ),
      ObjectShape.Field(
        name: "overrides",
        shape: .map(
          key: TextShape("a region of the manifest"),
          value: .nullable(.object(override))
        ),
        doc: FieldDoc(
          "What is different in a region: maps merge, lists and scalars replace, null makes unmanaged.",
          absent: "nothing",
          example: "{ eu-west-1: { tags: { stage: failover } } }"
        ),
        isNullable: true
      ),
    ]
    return entry
  }
}

extension ObjectShape {
  /// The same fields when only some of them are given: nothing is required and null may stand anywhere.
  package var part: ObjectShape {
    var part = self
    part.id += "Part"
    part.isPart = true
    part.required = []
    part.exactlyOne = []
    part.fields = fields.map { field in
      if field.name == "overrides" { return field }
      var field = field
      field.shape = field.shape.part
      field.isNullable = true
      return field
    }
    return part
  }
}

extension ValueShape {
  /// Lists replace and so stay whole; maps merge.
  fileprivate var part: ValueShape {
    switch self {
    case .object(let object): .object(object.part)
    case .map(let key, let value): .map(key: key, value: .nullable(value.part))
    case .alternatives(let shapes): .alternatives(shapes.map(\.part))
    case .nullable(let shape): .nullable(shape.part)
    case .boolean, .no, .integer, .positiveNumber, .text, .choice, .list: self
    }
  }
}
