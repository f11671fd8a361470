import Diagnostics
import Foundation
import Resources
import SMSVoice
import Testing
import YAMLSyntax

/// A manifest with places marked in it.
///
/// `«` and `»` stand around the subject of a message, `‹` and `›` around what its note points at; they
/// are stripped. A text without a `version` gets a head.
struct ManifestText {
  let file: SourceFile
  /// `line:column-line:column`; nil when nothing is marked.
  let subject: String?
  let noted: String?

  static let head = "version: 1\nproject: checkout\nregions: { us-east-1: {}, eu-west-1: {} }\n"

  init(_ marked: String, name: String = "smsctl.yaml") {
    var text = ""
    var marks: [Unicode.Scalar: Int] = [:]
    let whole = marked.contains("version") ? marked : Self.head + marked
    for scalar in whole.unicodeScalars {
      if "«»‹›".unicodeScalars.contains(scalar) {
        marks[scalar] = text.utf8.count
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    let file = SourceFile(name: name, text: text)
    self.file = file
    subject = Self.span(marks["«"], marks["»"], file)
    noted = Self.span(marks["‹"], marks["›"], file)
  }

  private static func span(_ start: Int?, _ end: Int?, _ file: SourceFile) -> String? {
    guard let start, let end else { return nil }
    return SourceRange(file: file, start: file.position(at: start), end: file.position(at: end))
      .span
  }
}

extension SourceRange {
  /// For example `2:4-2:12`.
  var span: String { "\(start.line):\(start.column)-\(end.line):\(end.column)" }
}

/// A manifest with one mistake, and the words for it.
struct ManifestMistake: Sendable, CustomTestStringConvertible {
  let yaml: String
  let message: String
  var note: String?

  init(_ yaml: String, _ message: String, note: String? = nil) {
    self.yaml = yaml
    self.message = message
    self.note = note
  }

  var testDescription: String { message }

  /// Asserts that this is the only thing found wrong, at its place.
  func check(
    severity: Diagnostic.Severity? = nil,
    countries: CountryTable = .bundled,
    now: Date = .distantPast
  ) throws {
    let text = ManifestText(yaml)
    let found = findings(in: [text.file], countries: countries, now: now)
    #expect(found.map(\.message.text) == [message])
    let diagnostic = try #require(found.first)
    #expect(diagnostic.severity == severity ?? diagnostic.severity)
    #expect(diagnostic.range?.span == text.subject)
    #expect(diagnostic.notes.first?.message.text == note)
    #expect(diagnostic.notes.first?.range?.span == text.noted)
  }
}

/// The manifest that texts make together.
func manifest(
  _ texts: String...,
  variables: [String: String] = [:],
  account: String = "123456789012",
  countries: CountryTable = .bundled,
  now: Date = .distantPast
) throws -> Manifest {
  let files = texts.map { ManifestText($0).file }
  return try resolve(files, variables, account, countries, now)
}

/// All that is wrong or doubtful about a manifest.
func findings(
  in files: [SourceFile],
  countries: CountryTable = .bundled,
  now: Date = .distantPast
) -> [Diagnostic] {
  do {
    return try resolve(files, [:], "123456789012", countries, now).warnings
  } catch let error as DiagnosticsError {
    return error.diagnostics
  } catch {
    return []
  }
}

private func resolve(
  _ files: [SourceFile],
  _ variables: [String: String],
  _ account: String,
  _ countries: CountryTable,
  _ now: Date
) throws -> Manifest {
  let source = try ManifestSource(
    merging: files.flatMap { try YAMLParser.parse($0) }
  )
  return try Manifest(
    source,
    account: account,
    variables: variables,
    countries: countries,
    now: now
  )
}
