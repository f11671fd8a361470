import Diagnostics
import YAMLSyntax

/// A YAML text with places marked in it: `«` and `»` around the subject, `‹` and `›` around what a note points at.
///
/// The marks are stripped before the text is parsed.
struct MarkedYAML {
  let file: SourceFile
  /// `start-end` as `line:column-line:column`; nil when nothing is marked.
  let subject: String?
  let noted: String?

  init(_ marked: String) {
    var text = ""
    var marks: [Unicode.Scalar: Int] = [:]
    for scalar in marked.unicodeScalars {
      if "«»‹›".unicodeScalars.contains(scalar) {
        // A leading byte order mark takes three bytes, which no position counts.
        marks[scalar] = text.utf8.count - (text.first == "\u{FEFF}" ? 3 : 0)
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    let file = SourceFile(name: "smsctl.yaml", text: text)
    self.file = file
    subject = Self.span(marks["«"], marks["»"], file)
    noted = Self.span(marks["‹"], marks["›"], file)
  }

  private static func span(_ start: Int?, _ end: Int?, _ file: SourceFile) -> String? {
    guard let start, let end else { return nil }
    let range = SourceRange(
      file: file,
      start: file.position(at: start),
      end: file.position(at: end)
    )
    return range.span
  }
}

extension SourceRange {
  /// For example `2:4-2:12 (8..<16)`.
  var span: String {
    "\(start.line):\(start.column)-\(end.line):\(end.column) (\(start.offset)..<\(end.offset))"
  }
}

extension YAMLNode {
  /// The node at a path of keys and indices, `pools.otp.0`; itself for an empty path.
  func node(at path: String) -> YAMLNode? {
    path.split(separator: ".").reduce(self as YAMLNode?) { node, step in
      if let index = Int(step), let items = node?.sequence {
        return items.indices.contains(index) ? items[index] : nil
      }
      return node?.mapping?[String(step)]
    }
  }

  /// The tree in one line: `{a: 1, b: [x, "y"]}`, quoted scalars in quotes.
  var outline: String {
    switch content {
    case .scalar(let scalar): scalar.style == .plain ? scalar.text : "\"\(scalar.text)\""
    case .sequence(let items): "[\(items.map(\.outline).joined(separator: ", "))]"
    case .mapping(let mapping):
      "{\(mapping.entries.map { "\($0.key.outline): \($0.value.outline)" }.joined(separator: ", "))}"
    }
  }
}

/// The outline of the only document of a text.
func outline(_ text: String, limits: YAMLLimits = YAMLLimits()) throws -> String {
  let documents = try YAMLParser.parse(SourceFile(name: "smsctl.yaml", text: text), limits: limits)
  return documents.map { $0.root?.outline ?? "nothing" }.joined(separator: " --- ")
}

/// The diagnostics of a text that must have some.
func mistakes(in file: SourceFile, limits: YAMLLimits = YAMLLimits()) -> [Diagnostic] {
  var list = DiagnosticList()
  _ = YAMLParser.parse(file, limits: limits, into: &list)
  return list.sorted
}
