internal import Diagnostics

/// A place in the language: a field, or an entry of a map or list, and what may stand there.
package struct LanguageElement: Sendable {
  /// From the top, with `KEY` for the keys of maps: `["pools", "KEY", "keywords"]`; empty for the top.
  package let path: [String]
  /// Where null may stand it is `.nullable`.
  package let shape: ValueShape
  /// What the field means; nil where it is none.
  package let doc: FieldDoc?
  /// False of what is no field.
  package let isRequired: Bool
}

/// A path that the language does not have.
package struct UnknownElement: Error, CustomStringConvertible {
  /// A sentence without its end, which names the nearest field or all of them.
  package let description: String
}

extension ManifestLanguage {
  /// What stands for a key in a path.
  private static let key = "KEY"

  /// The element of a path such as `pools.keywords` or `pools.otp.keywords.JOIN.action`: keys of maps may be
  /// given or left out.
  package static func element(at path: String) throws(UnknownElement) -> LanguageElement {
    var element = LanguageElement(path: [], shape: .object(root), doc: nil, isRequired: false)
    var rest = path.split(separator: ".", omittingEmptySubsequences: true).map(String.init)[...]
    while let name = rest.popFirst() {
      element = try step(from: element, to: name, next: rest.first)
    }
    return element
  }

  private static func step(
    from element: LanguageElement,
    to name: String,
    next: String?
  ) throws(UnknownElement) -> LanguageElement {
    if let field = element.field(named: name) { return field }
    if let entry = element.entry {
      if name == key || name == "*" || name == "[]" || next == nil && entry.objects.isEmpty {
        return entry
      }
      if let field = entry.field(named: name) { return field }
      // The name of a resource or a keyword, if what comes next is a field of it, or if it looks like no field.
      if next == nil, element.shape.isMap, element.suggestion(for: name) == nil { return entry }
      if let next, entry.field(named: next) != nil || entry.entry?.field(named: next) != nil {
        return entry
      }
    }
    throw UnknownElement(description: element.unknown(name))
  }
}

extension LanguageElement {
  /// The objects that may stand here.
  package var objects: [ObjectShape] { shape.objects }

  /// A field of an object that may stand here.
  package func field(named name: String) -> LanguageElement? {
    for object in objects {
      guard let field = object.fields.first(where: { $0.name == name }) else { continue }
      return LanguageElement(
        path: path + [name],
        shape: field.isNullable ? .nullable(field.shape) : field.shape,
        doc: field.doc,
        isRequired: object.required.contains(name)
      )
    }
    return nil
  }

  /// What stands under a key of a map, or in a list, if one may stand here.
  package var entry: LanguageElement? {
    shape.entry.map {
      LanguageElement(
        path: path + [$0.isList ? "[]" : "KEY"],
        shape: $0.shape,
        doc: nil,
        isRequired: false
      )
    }
  }

  /// The field of it, or of what is in it, that a name probably means.
  fileprivate func suggestion(for name: String) -> String? {
    let known = (objects + (entry?.objects ?? [])).flatMap { $0.fields.map(\.name) }
    return Suggestion.nearest(to: name, among: known)
  }

  fileprivate func unknown(_ name: String) -> String {
    let place = path.isEmpty ? "a manifest" : "'\(path.joined(separator: "."))'"
    let known = (objects + (entry?.objects ?? [])).flatMap { $0.fields.map(\.name) }
    guard !known.isEmpty else { return "\(place) has no fields, so no '\(name)'" }
    if let near = suggestion(for: name) {
      return "\(place) has no field '\(name)'; did you mean '\(near)'?"
    }
    return "\(place) has no field '\(name)'; it has \(known.joined(separator: ", "))"
  }
}

extension ValueShape {
  fileprivate var isMap: Bool {
    switch self {
    case .map: true
    case .nullable(let shape): shape.isMap
    default: false
    }
  }

  fileprivate var objects: [ObjectShape] {
    switch self {
    case .object(let object): [object]
    case .alternatives(let shapes): shapes.flatMap(\.objects)
    case .nullable(let shape): shape.objects
    case .boolean, .no, .integer, .positiveNumber, .text, .choice, .list, .map: []
    }
  }

  fileprivate var entry: (shape: ValueShape, isList: Bool)? {
    switch self {
    case .list(let element, _): (element, true)
    case .map(_, let value): (value, false)
    case .alternatives(let shapes): shapes.lazy.compactMap(\.entry).first
    case .nullable(let shape): shape.entry
    case .boolean, .no, .integer, .positiveNumber, .text, .choice, .object: nil
    }
  }

  /// What may stand there, in a phrase: `true or false`, `a list of country codes`.
  package var phrase: String {
    switch self {
    case .boolean: "true or false"
    case .no: "false"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .positiveNumber(let most): "a number above 0 and up to \(most)"
    case .text(let text): text.name
    case .choice(let words, let what): what ?? words.joined(separator: " or ")
    case .list(let element, _): "a list, each \(element.phrase)"
    case .map(let key, let value): "a map from \(key.name) to \(value.phrase)"
    case .object(let object): object.title
    case .alternatives(let shapes): shapes.map(\.phrase).joined(separator: "; or ")
    case .nullable(let shape): shape.phrase
    }
  }
}
