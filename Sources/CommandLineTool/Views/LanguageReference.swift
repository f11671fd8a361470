internal import Resources

/// The reference of the manifest's language in Markdown, one table for each kind of map.
struct LanguageReference {
  private var text = ""
  private var told: Set<String> = []

  /// Everything from `element` down.
  static func text(from element: LanguageElement) -> String {
    var reference = LanguageReference()
    reference.tell(element)
    return reference.text
  }

  private mutating func tell(_ element: LanguageElement) {
    for object in element.objects where !object.isPart && told.insert(object.id).inserted {
      text += heading(of: object, at: element) + table(of: object)
      for field in object.fields {
        if let child = element.field(named: field.name) { tell(child) }
      }
    }
    if element.objects.isEmpty || element.entry != nil, let entry = element.entry { tell(entry) }
  }

  private func heading(of object: ObjectShape, at element: LanguageElement) -> String {
    let path = element.path.isEmpty ? "the top level" : "`\(element.path.joined(separator: "."))`"
    let doc = object.doc.isEmpty ? "" : object.doc + "\n\n"
    return "### \(object.title.sentenceCased): \(path)\n\n\(doc)"
  }

  private func table(of object: ObjectShape) -> String {
    var text = "| field | value | when absent | |\n|---|---|---|---|\n"
    for field in object.fields {
      let isRequired =
        object.required.contains(field.name) || object.exactlyOne.contains(field.name)
      let absent =
        object.exactlyOne.contains(field.name)
        ? "one of \(object.exactlyOne.map { "`\($0)`" }.joined(separator: ", ")) is required"
        : isRequired ? "required" : field.doc.absent ?? "unmanaged"
      let example = field.doc.example.map { " Example: `\($0)`." } ?? ""
      let null = field.shape.isNullable ? "; or null" : ""
      let cells = [
        "`\(field.name)`", field.shape.reference + null, absent, field.doc.text + example,
      ]
      text += "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
    return text + "\n"
  }
}

extension String {
  /// The first letter in capitals and the article left out: `A pool` for `a pool`.
  fileprivate var sentenceCased: String { prefix(1).uppercased() + dropFirst() }
}

extension ValueShape {
  fileprivate var isNullable: Bool {
    if case .nullable = self { true } else { false }
  }

  /// What may stand there, with what is exact about it.
  fileprivate var reference: String {
    switch self {
    case .text(let text): text.name + (text.pattern.map { ", `\($0)`" } ?? "")
    case .choice(let words, let what): what ?? words.map { "`\($0)`" }.joined(separator: ", ")
    case .list(let element, _): "a list, each \(element.reference)"
    case .map(let key, let value): "a map from \(key.name) to \(value.reference)"
    case .alternatives(let shapes): shapes.map(\.reference).joined(separator: "; or ")
    case .nullable(let shape): shape.reference
    case .boolean: "`true` or `false`"
    case .no: "`false`"
    case .object, .integer, .positiveNumber: phrase
    }
  }
}
