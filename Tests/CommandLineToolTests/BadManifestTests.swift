import Foundation
import Testing

/// Manifests with something wrong or doubtful in them, in `BadManifests/`, and the words that smsctl finds.
///
/// `NAME.yaml`, or a folder `NAME` of several files that are read together, and `NAME.txt`: what
/// `smsctl validate` writes to standard error, and its exit status. `RECORD_GOLDENS=1` writes those anew and
/// fails. The first line of each manifest says what a program makes of it that has nothing but the JSON Schema
/// and a YAML library, and why if it finds nothing wrong.
///
///     # schema: rejects
///     # schema: accepts, references are not in the schema
///     # schema: unreadable
@Suite struct `A bad manifest` {
  @Test(arguments: try BadManifest.all)
  func `is told exactly so`(_ manifest: BadManifest) async throws {
    let run = await CommandRun.of(["validate", manifest.path], directory: BadManifest.root.path)
    try Golden.compare(
      run.errors + "--- exit status \(run.status)\n",
      with: BadManifest.root.appending(path: "\(manifest.name).txt")
    )
  }

  @Test(.timeLimit(.minutes(25)))
  func `is judged by the schema as its first line says`() async throws {
    let bad = try BadManifest.all.flatMap { manifest in
      try manifest.files.map { try JudgedFile($0, in: manifest) }
    }
    let good = try goodManifests()
    #expect(good.count > 30)
    let verdicts = try await verdicts(on: good + bad.map(\.url))
    for url in good {
      let verdict = verdicts[url.path]
      #expect(verdict?.word == "accepts", "\(verdict?.line ?? url.path)")
    }
    for file in bad {
      let verdict = verdicts[file.url.path]
      #expect(verdict?.word == file.word, "\(verdict?.line ?? file.url.path)")
      #expect(file.word != "accepts" || !file.reason.isEmpty, "no reason in \(file.url.path)")
      #expect(
        !file.isAccepted || file.word == "accepts",
        "valid but for the schema: \(file.url.path)"
      )
    }
  }

  /// The examples and the manifests of the goldens.
  private func goodManifests() throws -> [URL] {
    let goldens = BadManifest.root.deletingLastPathComponent().appending(path: "Goldens")
    return try ["smsctl.yaml", "before.yaml"].flatMap { name in
      try [repository.appending(path: "examples"), goldens].flatMap { root in
        try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
          .map { root.appending(path: "\($0)/\(name)") }
      }
    }.filter { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// What a validator says of each file, by its path.
  private func verdicts(on files: [URL]) async throws -> [String: Verdict] {
    try await withTemporaryDirectory { directory in
      let schema = await CommandRun.of(["schema"], directory: directory)
      try schema.output.write(
        toFile: "\(directory)/schema.json",
        atomically: false,
        encoding: .utf8
      )
      let check = try ToolProcess(
        executable: repository.appending(path: "Scripts/check-schema.sh"),
        ["schema.json"] + files.map(\.path),
        environment: ProcessInfo.processInfo.environment,
        directory: directory
      )
      let run = await check.run()
      try #require(run.status == 0, "\(run.errors)")
      let lines = run.output.split(separator: "\n").compactMap { line in
        try? #/(\w+) (.+?)(: .*)?/#.wholeMatch(in: line)
          .map { (String($0.2), Verdict(word: String($0.1), line: String(line))) }
      }
      return Dictionary(lines) { first, _ in first }
    }
  }
}

/// What a validator says of a file.
private struct Verdict {
  /// `accepts`, `rejects` or `unreadable`.
  let word: String
  /// With the file and why.
  let line: String
}

/// A file or a folder.
struct BadManifest: Sendable, CustomTestStringConvertible {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "BadManifests")

  let name: String
  let isFolder: Bool

  static var all: [BadManifest] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: root.path).sorted().compactMap { entry in
        if entry.hasSuffix(".yaml") {
          return BadManifest(name: String(entry.dropLast(".yaml".count)), isFolder: false)
        }
        return entry.contains(".") ? nil : BadManifest(name: entry, isFolder: true)
      }
    }
  }

  var testDescription: String { name }

  /// From the root.
  var path: String { isFolder ? name : "\(name).yaml" }

  /// The files that are read of it.
  var files: [URL] {
    get throws {
      let url = Self.root.appending(path: path)
      guard isFolder else { return [url] }
      return try FileManager.default.contentsOfDirectory(atPath: url.path)
        .filter { $0.hasSuffix(".yaml") }.sorted().map { url.appending(path: $0) }
    }
  }
}

/// A file and what its first line says of the schema.
private struct JudgedFile {
  /// Those that cannot say it, since they are not in UTF-8 or not text.
  private static let exceptions = [
    "encoding-utf-16-big-endian": "rejects",
    "encoding-utf-16-little-endian": "rejects",
    "encoding-utf-16-cut-off": "unreadable",
    "encoding-utf-16-lone-surrogate": "unreadable",
    // PyYAML takes a file for UTF-16 only if a mark says so.
    "encoding-utf-16-without-mark": "unreadable",
    "encoding-utf-32": "unreadable",
    "file-of-an-archive": "unreadable",
  ]

  let url: URL
  /// `accepts`, `rejects` or `unreadable`.
  let word: String
  let reason: String
  /// Whether smsctl finds nothing but doubts in the manifest.
  let isAccepted: Bool

  init(_ url: URL, in manifest: BadManifest) throws {
    self.url = url
    let golden = BadManifest.root.appending(path: "\(manifest.name).txt")
    isAccepted = try String(contentsOf: golden, encoding: .utf8).hasSuffix("--- exit status 0\n")
    if let word = Self.exceptions[manifest.name] {
      (self.word, reason) = (word, "")
      return
    }
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).first ?? ""
    let parts = try #require(
      try #/\u{FEFF}?# schema: (accepts|rejects|unreadable)(?:, (.+))?/#.wholeMatch(in: line),
      "what does the schema say of \(url.path)?"
    )
    word = String(parts.1)
    reason = String(parts.2 ?? "")
  }
}
