import Diagnostics
import Foundation
import Testing
import YAMLSyntax

/// The scripts of a pipeline file of `examples/ci`.
struct CIPipeline {
  /// What a runner gives to `bash`, with the variables that the file sets for it.
  struct Script {
    var name: String
    var text: String
    /// As they stand in the file, `${{ ... }}` not replaced.
    var environment: [String: String]
  }

  let root: YAMLMapping

  init(_ name: String) throws {
    let url = repository.appending(path: "examples/ci/\(name)")
    let documents = try YAMLParser.parse(bytes: Array(Data(contentsOf: url)), name: name)
    root = try #require(documents.first?.root?.mapping)
  }

  /// The steps of a job of GitHub Actions that have a script.
  func gitHubScripts(of job: String) throws -> [Script] {
    let steps = try #require(root["jobs"]?.mapping?[job]?.mapping?["steps"]?.sequence)
    return steps.compactMap(\.mapping).compactMap { step in
      guard let text = step["run"]?.scalar?.text else { return nil }
      return Script(
        name: step["name"]?.scalar?.text ?? "",
        text: text,
        environment: Self.texts(root["env"]).merging(Self.texts(step["env"])) { $1 }
      )
    }
  }

  /// The actions that steps use, for example `actions/checkout@v4`.
  var gitHubActions: [String] {
    (root["jobs"]?.mapping?.entries ?? []).flatMap { job in
      (job.value.mapping?["steps"]?.sequence ?? []).compactMap {
        $0.mapping?["uses"]?.scalar?.text
      }
    }
  }

  /// The script of a job of GitLab: its lines run in one shell, after those before it.
  func gitLabScript(of job: String) throws -> Script {
    let own = try #require(root[job]?.mapping)
    let base = own["extends"]?.scalar.flatMap { root[$0.text]?.mapping }
    let lines = [own["before_script"] ?? base?["before_script"], own["script"]]
      .flatMap { $0?.sequence ?? [] }.compactMap { $0.scalar?.text }
    return Script(
      name: job,
      text: lines.joined(separator: "\n"),
      environment: Self.texts(root["variables"]).merging(Self.texts(own["variables"])) { $1 }
    )
  }

  private static func texts(_ node: YAMLNode?) -> [String: String] {
    let entries = node?.mapping?.entries ?? []
    return Dictionary(entries.map { ($0.name, $0.value.scalar?.text ?? "") }) { $1 }
  }
}
