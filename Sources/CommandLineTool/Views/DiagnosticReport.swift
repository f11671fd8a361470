internal import Diagnostics
internal import Foundation
internal import Resources

/// Diagnostics for other programs.
enum DiagnosticReport {
  /// All of them as the array that `spec/manifest.md` documents.
  static func json(_ diagnostics: [Diagnostic]) -> JSONValue {
    .array(
      diagnostics.map { diagnostic in
        var members = place(diagnostic.range)
        members["severity"] = .string(diagnostic.severity.rawValue)
        members["message"] = .string(diagnostic.message.text)
        members["notes"] = .array(
          diagnostic.notes.map { note in
            var members = place(note.range)
            members["message"] = .string(note.message.text)
            return .object(members)
          }
        )
        return .object(members)
      }
    )
  }

  private static func place(_ range: SourceRange?) -> [String: JSONValue] {
    guard let range else { return [:] }
    return [
      "file": .string(range.file.name),
      "line": .integer(range.start.line), "column": .integer(range.start.column),
      "endLine": .integer(range.end.line), "endColumn": .integer(range.end.column),
    ]
  }

  /// The workflow command by which GitHub Actions shows one beside the line, ended by a newline.
  ///
  /// `path` turns a file's name into one that is relative to the repository.
  /// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>
  static func annotation(_ diagnostic: Diagnostic, path: (String) -> String) -> String {
    var properties: [(String, String)] = []
    if let range = diagnostic.range {
      properties = [
        ("file", path(range.file.name)), ("line", "\(range.start.line)"),
        ("endLine", "\(range.end.line)"),
      ]
      // Columns count only where both are on one line.
      if range.start.line == range.end.line {
        properties += [("col", "\(range.start.column)"), ("endColumn", "\(range.end.column)")]
      }
    }
    let list = properties.map { "\($0)=\(escape($1, also: [":", ","]))" }.joined(separator: ",")
    let command = diagnostic.severity == .error ? "error" : "warning"
    return "::\(command)\(list.isEmpty ? "" : " " + list)::\(escape(diagnostic.message.text))\n"
  }

  private static func escape(_ text: String, also more: [Unicode.Scalar] = []) -> String {
    let special: [Unicode.Scalar] = ["%", "\r", "\n"] + more
    return text.unicodeScalars.map { scalar in
      guard special.contains(scalar) else { return String(scalar) }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}

extension Host {
  /// Tells warnings on standard error.
  func tell(warnings: [Diagnostic], _ output: OutputOptions) {
    guard !warnings.isEmpty else { return }
    let terminal = Terminal(self, errors: true, noColor: output.noColor)
    writeError(DiagnosticRenderer(style: terminal.isColoured ? .colour : .plain).render(warnings))
    annotate(warnings)
  }

  /// Under GitHub Actions has diagnostics shown beside the lines they are about; elsewhere does nothing.
  func annotate(_ diagnostics: [Diagnostic]) {
    guard environment["GITHUB_ACTIONS"] == "true" else { return }
    // More than these nobody looks at; GitHub itself shows ten of a kind.
    for diagnostic in diagnostics.prefix(50) {
      writeError(DiagnosticReport.annotation(diagnostic, path: repositoryPath))
    }
  }

  private func repositoryPath(_ name: String) -> String {
    guard let workspace = environment["GITHUB_WORKSPACE"], !workspace.isEmpty else { return name }
    let root = workspace.hasSuffix("/") ? workspace : workspace + "/"
    let path = URL(filePath: absolute(name)).standardized.path
    return path.hasPrefix(root) ? String(path.dropFirst(root.count)) : name
  }
}
