internal import Foundation

/// The language of manifests as JSON Schema 2020-12, for editors and other programs.
///
/// It describes a manifest after YAML 1.2's core schema has made values of scalars, as editors do. So where
/// a text is expected a number or a boolean passes, too: smsctl reads what was written.
package struct JSONSchema {
  /// The schema of a manifest.
  package static var manifest: JSONValue {
    var schema = JSONSchema()
    let top = schema.members(
      of: ManifestLanguage.root,
      expandsVariables: ManifestLanguage.expandsVariables(under:)
    )
    guard case .object(var root) = top
    else { preconditionFailure("an object's schema is an object") }
    root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    root["title"] = "smsctl manifest, version 1"
    root["patternProperties"] = [
      "^\(ManifestLanguage.extensionPrefix)": ["description": "Passed over: a place for anchors."]
    ]
    root["anyOf"] = [["required": ["regions"]], ["required": ["accounts"]]]
    schema.definitions["variable"] = [
      "description": "A text with `${name}` in it, which is checked once the values are known.",
      "pattern": "\\$\\{",
      "type": "string",
    ]
    root["$defs"] = .object(schema.definitions)
    return .object(root)
  }

  private var definitions: [String: JSONValue] = [:]

  private mutating func schema(of shape: ValueShape, expandsVariables: Bool) -> JSONValue {
    func orVariable(_ schema: JSONValue) -> JSONValue {
      expandsVariables ? ["anyOf": [schema, Self.reference("variable")]] : schema
    }
    switch shape {
    case .boolean: return orVariable(["type": "boolean"])
    case .no: return orVariable(["const": false])
    case .integer(let range):
      return orVariable([
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ])
    case .positiveNumber(let most):
      return orVariable(["type": "number", "exclusiveMinimum": 0, "maximum": .integer(most)])
    case .text(let text):
      let schema = Self.schema(of: text)
      return text.isConstrained ? orVariable(schema) : schema
    case .choice(let words, let what):
      let numbers = words.compactMap { Int($0).map { JSONValue.integer($0) } }
      let choice: JSONValue = ["enum": .array(numbers + words.map { .string($0) })]
      guard let what else { return orVariable(choice) }
      let id = Self.id(of: what)
      definitions[id] = choice
      return orVariable(Self.reference(id))
    case .list(let element, let count):
      var members: [String: JSONValue] = [
        "type": "array", "uniqueItems": true,
        "items": schema(of: element, expandsVariables: expandsVariables),
      ]
      if count.lowerBound > 0 { members["minItems"] = .integer(count.lowerBound) }
      if count.upperBound < Int.max { members["maxItems"] = .integer(count.upperBound) }
      return .object(members)
    case .map(let key, let value):
      return [
        "type": "object",
        "propertyNames": .object(Self.constraints(of: key)),
        "additionalProperties": schema(of: value, expandsVariables: expandsVariables),
      ]
    case .object(let object): return define(object, expandsVariables: expandsVariables)
    case .alternatives(let shapes):
      return ["anyOf": .array(shapes.map { schema(of: $0, expandsVariables: expandsVariables) })]
    case .nullable(let shape):
      return ["anyOf": [schema(of: shape, expandsVariables: expandsVariables), ["type": "null"]]]
    }
  }

  /// A reference to the object's definition, which is made on the way.
  private mutating func define(_ object: ObjectShape, expandsVariables: Bool) -> JSONValue {
    if definitions[object.id] == nil {
      definitions[object.id] = members(of: object) { _ in expandsVariables }
    }
    guard !object.isPart, object.fields.contains(where: { $0.name == "overrides" }) else {
      return Self.reference(object.id)
    }
    // What an override gives need not stand beside it.
    _ = define(object.part, expandsVariables: expandsVariables)
    return [
      "if": ["required": ["overrides"]],
      "then": Self.reference(object.part.id),
      "else": Self.reference(object.id),
    ]
  }

  private mutating func members(
    of object: ObjectShape,
    expandsVariables: (_ field: String) -> Bool
  ) -> JSONValue {
    var properties: [String: JSONValue] = [:]
    for field in object.fields {
      let shape = field.isNullable ? ValueShape.nullable(field.shape) : field.shape
      var property = schema(of: shape, expandsVariables: expandsVariables(field.name))
      if case .object(var members) = property {
        members["description"] = .string(field.doc.paragraph)
        property = .object(members)
      }
      properties[field.name] = property
    }
    var members: [String: JSONValue] = [
      "type": "object", "properties": .object(properties), "additionalProperties": false,
    ]
    if !object.doc.isEmpty { members["description"] = .string(object.doc) }
    if !object.required.isEmpty {
      members["required"] = .array(object.required.map { .string($0) })
    }
    if !object.exactlyOne.isEmpty {
      members["oneOf"] = .array(object.exactlyOne.map { ["required": [.string($0)]] })
    }
    return .object(members)
  }

  /// `countryCode` for `a country code`.
  private static func id(of what: String) -> String {
    let words = what.split(separator: " ").dropFirst()
    return words.prefix(1).joined() + words.dropFirst().map(\.capitalized).joined()
  }

  private static func reference(_ id: String) -> JSONValue { ["$ref": .string("#/$defs/\(id)")] }

  private static func schema(of text: TextShape) -> JSONValue {
    var members = constraints(of: text)
    members["type"] = ["string", "number", "boolean"]
    return .object(members)
  }

  private static func constraints(of text: TextShape) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    if let pattern = text.pattern { members["pattern"] = .string(pattern) }
    if let format = text.format { members["format"] = .string(format) }
    if text.length.lowerBound > 0 { members["minLength"] = .integer(text.length.lowerBound) }
    if text.length.upperBound < Int.max { members["maxLength"] = .integer(text.length.upperBound) }
    return members
  }
}

extension TextShape {
  /// Whether a text with a variable in it might not match.
  fileprivate var isConstrained: Bool {
    pattern != nil || format != nil || length.upperBound < Int.max
  }
}

extension FieldDoc {
  /// All of it in one paragraph.
  fileprivate var paragraph: String {
    var text = text
    text += "\n\nWhen absent: \(absent ?? "unmanaged")."
    if let example { text += "\n\nExample: \(example)" }
    return text
  }
}
