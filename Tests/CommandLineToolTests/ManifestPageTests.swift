import Foundation
import Testing

/// `spec/manifest.md` and `spec/manifest.schema.json` against what the program says and does.
@Suite struct `The page on manifests` {
  private static let page = repository.appending(path: "spec/manifest.md")

  /// `RECORD_GOLDENS=1` writes it anew and fails.
  @Test func `ends with the reference that explain prints`() async throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let mark = "<!-- The rest is printed by `smsctl explain --markdown`. -->\n\n"
    let head = try #require(text.range(of: mark))
    let reference = await CommandRun.of(["explain", "--markdown"]).output
    try compare(text, with: String(text[..<head.upperBound]) + reference, at: Self.page)
  }

  @Test func `lies beside the schema that smsctl prints`() async throws {
    let file = repository.appending(path: "spec/manifest.schema.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    try compare(text, with: await CommandRun.of(["schema"]).output, at: file)
  }

  @Test func `has examples that are valid`() async throws {
    let examples = try blocks(of: "yaml")
    #expect(examples.count >= 5)
    for example in examples {
      let run = await CommandRun.of(["validate", "-"], input: example)
      #expect(run.status == 0, "\(example)\n\(run.transcript)")
    }
  }

  @Test func `has a correction of the country table that works`() async throws {
    let example = try #require(try blocks(of: "yaml countries").first)
    try await withTemporaryDirectory { directory in
      try example.write(toFile: "\(directory)/c.yaml", atomically: true, encoding: .utf8)
      let run = await CommandRun.of(
        ["countries", "AS", "JO", "--corrections", "c.yaml"],
        directory: directory
      )
      #expect(run.status == 0, "\(run.transcript)")
      #expect(run.output.contains("as of 2026-11-20"))
    }
  }

  @Test func `names a manifest for each error that it tells of`() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let prose = try #require(page.split(separator: "## 13. Reference").first)
    let text = prose.replacing(#/\n\s*(?=[^\s|#-])/#, with: " ")
    var errors = 0
    for sentence in text.split(separator: "\n").flatMap({
      $0.matches(of: #/[^"]is an error([^(]*)(\([^)]*\))?/#)
    }) {
      errors += 1
      let names = (sentence.2 ?? "").dropFirst().dropLast().split(separator: ", ")
      #expect(!names.isEmpty, "\(sentence.0)")
      for name in names {
        let file = repository.appending(
          path: "Tests/CommandLineToolTests/BadManifests/\(name).txt"
        )
        let golden = try? String(contentsOf: file, encoding: .utf8)
        #expect(golden?.hasSuffix("--- exit status 1\n") == true, "\(name)")
      }
    }
    #expect(errors > 40)
  }

  private func blocks(of language: String) throws -> [String] {
    try String(contentsOf: Self.page, encoding: .utf8)
      .matches(of: #/(?m)^( *)```([^\n]*)\n((?s).*?)^ *```$/#)
      .filter { $0.2 == language }
      .map { match in
        let lines = match.3.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { $0.dropFirst(match.1.count) }.joined(separator: "\n")
      }
  }

  private func compare(_ text: String, with expected: String, at file: URL) throws {
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try expected.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(file.lastPathComponent) was recorded; read its difference")
    } else {
      #expect(text == expected, "run with RECORD_GOLDENS=1")
    }
  }
}
