import Foundation
import Simulator
import Testing

/// Folders of `Goldens/`, each a manifest and the words that smsctl finds for it.
///
/// | file | |
/// |---|---|
/// | `smsctl.yaml` | the manifest |
/// | `before.yaml` | applied first, to have something to change |
/// | `seed.json` | what the account holds at first |
/// | `arguments` | of both commands, one in each line |
/// | `faults` | of the simulator, one in each line |
/// | `plan.txt`, `apply.txt` | what is compared |
///
/// `RECORD_GOLDENS=1` writes the last two anew and fails.
@Suite struct `Golden output` {
  @Test(arguments: try GoldenScenario.all)
  func `is as recorded`(_ scenario: GoldenScenario) async throws {
    let (plan, apply) = try await scenario.play()
    try scenario.compare(plan, with: "plan.txt")
    try scenario.compare(apply, with: "apply.txt")
  }
}

/// One folder.
struct GoldenScenario: Sendable, CustomTestStringConvertible {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Goldens")

  let name: String

  static var all: [GoldenScenario] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
        .map { GoldenScenario(name: $0) }
    }
  }

  var testDescription: String { name }

  private func url(_ file: String) -> URL {
    Self.root.appending(path: "\(name)/\(file)")
  }

  private func text(_ file: String) -> String? {
    try? String(contentsOf: url(file), encoding: .utf8)
  }

  private func lines(_ file: String) -> [String] {
    (text(file) ?? "").split(separator: "\n").map(String.init)
  }

  /// Sets the scene; the body gets the arguments of both commands.
  func stage<Result>(
    _ body: (Fixture, _ arguments: [String]) async throws -> Result
  ) async throws -> Result {
    let manifest = try #require(text("smsctl.yaml"))
    var setup = Fixture.Setup(files: ["smsctl.yaml": manifest], seed: text("seed.json"))
    setup.faults = try lines("faults").map { try Fault(parsing: $0) }
    return try await Fixture.with(setup) { fixture in
      if let before = text("before.yaml") {
        try fixture.write(before, to: "before.yaml")
        let prepared = await fixture.run(["apply", "-y", "before.yaml"] + Fixture.fast)
        try #require(prepared.status == 0, "\(prepared.transcript)")
      }
      return try await body(fixture, lines("arguments"))
    }
  }

  /// Plans at the documented quotas, so that the estimate is one that people see, and applies.
  fileprivate func play() async throws -> (plan: String, apply: String) {
    try await stage { fixture, arguments in
      let plan = await fixture.run(["plan", "--detailed-exitcode"] + arguments)
      fixture.account.clearLog()
      let apply = await fixture.run(["apply", "-y"] + arguments + Fixture.fast)
      return (
        section("plan --detailed-exitcode", arguments, plan, output: plan.output),
        section("apply -y", arguments, apply, output: String(apply.output.conclusion))
          + section(writes: fixture.account.requests)
      )
    }
  }

  private func section(
    _ command: String,
    _ arguments: [String],
    _ run: CommandRun,
    output: String
  ) -> String {
    let errors = run.errors.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.isProgress }.joined(separator: "\n")
    let text = """
      $ \((["smsctl", command] + arguments).joined(separator: " "))
      \(output)--- standard error
      \(errors)--- exit status \(run.status)

      """
    return text.withoutIDs
  }

  /// What the simulator was asked to change, in an order that does not depend on the pace.
  private func section(writes requests: [RequestRecord]) -> String {
    let lines = requests.filter(\.isWrite)
      .map { "\($0.region) \($0.operation)\($0.outcome == "200" ? "" : " \($0.outcome)")" }
    let counts = Dictionary(lines.map { ($0, 1) }, uniquingKeysWith: +)
    return "--- writes\n" + counts.sorted { $0.key < $1.key }.map { "\($1) \($0)\n" }.joined()
  }

  fileprivate func compare(_ text: String, with file: String) throws {
    try Golden.compare(text, with: url(file))
  }
}

extension Substring {
  /// Whether it tells of one step: their order depends on the pace.
  fileprivate var isProgress: Bool { wholeMatch(of: #/\[\d+/\d+\] .*/#) != nil }
}

extension String {
  /// What `apply` says after the plan, or all of it where there was nothing to do.
  fileprivate var conclusion: Substring {
    let lines = split(separator: "\n", omittingEmptySubsequences: false)
    let last = lines.last { !$0.isEmpty && !$0.hasPrefix("Digest: ") } ?? ""
    return last + "\n"
  }

  /// With names for what the service makes up and for what the clock says.
  fileprivate var withoutIDs: String {
    var text = self
    var ids: [Substring] = []
    for match in text.matches(of: #/(pool|protect)-[0-9a-f]{32}/#) where !ids.contains(match.0) {
      ids.append(match.0)
    }
    for (index, id) in ids.enumerated() {
      text.replace(id, with: "\(id.prefix { $0 != "-" })-ID-\(index + 1)")
    }
    // Ids are in it.
    text.replace(#/Digest: [0-9a-f]{12}\n/#, with: "Digest: DIGEST\n")
    text.replace(#/request id [0-9a-f-]{36}/#, with: "request id ID")
    let conclusion = #/^(Applied|Partly applied) in .+: (?=\d+ of \d+ writes)/#
    text.replace(conclusion.anchorsMatchLineEndings()) { match in
      "\(match.1) in TIME: "
    }
    return text
  }
}
