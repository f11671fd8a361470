internal import Resources

/// Turns what is declared of the manifest's language into text for people.
struct LanguageText {
  /// Columns to fill.
  static let width = 88

  /// One element: what may stand there, what it means, and its fields.
  static func explain(_ element: LanguageElement) -> String {
    let entry = element.objects.isEmpty ? element.entry : nil
    var text = element.path.isEmpty ? "a manifest" : element.path.joined(separator: ".")
    text += "\n"
    let doc = element.doc?.text ?? (element.objects + (entry?.objects ?? [])).first?.doc ?? ""
    if !doc.isEmpty { text += wrap(doc, indentation: 2) }
    text += "\n"
    if !element.path.isEmpty { text += facts(of: element) }
    for object in element.objects + (entry?.objects ?? []) {
      text += "  fields of \(object.title):\n\n" + fields(of: object)
    }
    return text
  }

  /// Every field of the language, a line each.
  static func overview(of element: LanguageElement) -> String {
    var lines: [(String, String)] = []
    collect(element, into: &lines)
    let width = min(48, lines.map(\.0.count).max() ?? 0)
    return lines.map { path, phrase in
      path + String(repeating: " ", count: max(2, width + 2 - path.count)) + phrase + "\n"
    }.joined()
  }

  private static func collect(_ element: LanguageElement, into lines: inout [(String, String)]) {
    // What an override may hold is what the resource may.
    guard element.path.last != "overrides" else { return }
    for object in element.objects {
      for field in object.fields {
        guard let child = element.field(named: field.name) else { continue }
        let required = child.isRequired ? " (required)" : ""
        lines.append((child.path.joined(separator: "."), child.shape.summary + required))
        collect(child, into: &lines)
      }
    }
    if element.objects.isEmpty, let entry = element.entry { collect(entry, into: &lines) }
  }

  private static func facts(of element: LanguageElement) -> String {
    var facts = [("value", element.shape.phrase)]
    if element.isRequired {
      facts.append(("required", "yes"))
    } else if let doc = element.doc {
      facts.append(("when absent", (doc.absent ?? "unmanaged").replacing("`", with: "")))
    }
    if let example = element.doc?.example { facts.append(("example", example)) }
    facts += element.shape.details
    return facts.map { name, value in
      let head = "  \(name):" + String(repeating: " ", count: max(1, 14 - name.count))
      return wrap(value, indentation: head.count).replacingIndentation(by: head)
    }.joined() + "\n"
  }

  private static func fields(of object: ObjectShape) -> String {
    object.fields.map { field in
      let isRequired = object.required.contains(field.name)
      let head = "    \(field.name): \(field.shape.summary)\(isRequired ? " (required)" : "")\n"
      return head + wrap(field.doc.text, indentation: 8)
    }.joined()
  }

  /// The text, a space for every run of white space, in lines of at most `width` columns.
  private static func wrap(_ text: String, indentation: Int) -> String {
    let margin = String(repeating: " ", count: indentation)
    var lines: [String] = []
    for word in text.replacing("`", with: "").split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, indentation + last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.map { margin + $0 + "\n" }.joined()
  }
}

extension String {
  /// The text with `head` in the place of its first characters, which are spaces.
  fileprivate func replacingIndentation(by head: String) -> String {
    head + dropFirst(head.count)
  }
}

extension ValueShape {
  /// A word or two for a line of a list; what is in it is told elsewhere.
  fileprivate var summary: String {
    switch self {
    case .boolean, .no, .integer, .positiveNumber, .text: phrase
    case .choice(let words, let what): what ?? words.joined(separator: ", ")
    case .list(.text, _), .list(.choice, _): phrase
    case .list: "a list"
    case .map(let key, _): "a map from \(key.name)"
    case .object: "a map"
    case .alternatives(let shapes): shapes.map(\.summary).joined(separator: ", or ")
    case .nullable(let shape): shape.summary
    }
  }

  /// What is exact about it: patterns and words.
  fileprivate var details: [(String, String)] {
    switch self {
    case .text(let text): text.pattern.map { [("pattern", $0)] } ?? []
    case .choice(let words, .some):
      words.count > 60 ? [] : [("one of", words.joined(separator: ", "))]
    case .nullable(let shape): [("null", "allowed")] + shape.details
    case .list(let element, _): element.details
    case .map(let key, _): key.pattern.map { [("keys match", $0)] } ?? []
    case .alternatives, .object, .boolean, .no, .integer, .positiveNumber, .choice: []
    }
  }
}
