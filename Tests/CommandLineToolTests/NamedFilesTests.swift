import Foundation
import Testing

@Suite struct `The files that a command line names` {
  private static let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: }
    optOutLists: { codes: }

    """

  /// What is in a directory: the text of each file by its path.
  private static func contents(of directory: String) throws -> [String: String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: directory)
    return Dictionary(
      uniqueKeysWithValues: paths.compactMap { path in
        (try? String(contentsOfFile: "\(directory)/\(path)", encoding: .utf8)).map { (path, $0) }
      }
    )
  }

  @Test(
    arguments: [
      (["plan", "--report", "smsctl.yaml"], "--report 'smsctl.yaml' and the manifest"),
      (["plan", "--out", "./smsctl.yaml"], "--out './smsctl.yaml' and the manifest"),
      (["plan", "folder", "--out", "folder/../folder/a.yaml"], "and the manifest 'folder/a.yaml'"),
      (["plan", "folder", "--report", "link.json"], "--report 'link.json' and the manifest"),
      (["plan", "folder", "--report", "folder/new.yml"], "would be read as a manifest"),
      (["plan", "none.yaml", "--report", "none.yaml"], "and the manifest 'none.yaml'"),
      (["plan", "--vars", "values", "--report", "values"], "and --vars 'values'"),
      (["plan", "--out", "x", "--report", "x"], "--report 'x' and --out 'x' are the same file"),
      (["plan", "--trace", "x", "--report", "x"], "--report 'x' and --trace 'x'"),
      (["plan", "--trace", "smsctl.yaml"], "--trace 'smsctl.yaml' and the manifest"),
      (["plan", "--simulate=x", "--report", "x"], "--report 'x' and --simulate 'x'"),
      (
        ["plan", "--simulate=y", "--seed", "values", "--out", "values"],
        "--out 'values' and --seed 'values'"
      ),
      (["apply", "-y", "--plan", "p.json", "--report", "p.json"], "and --plan 'p.json'"),
      (["apply", "-y", "--plan", "p.json", "--log", "p.json"], "and --plan 'p.json'"),
      (["apply", "-y", "--log", "x", "--report", "x"], "--report 'x' and --log 'x'"),
      (["apply", "-y", "--log", "smsctl.yaml"], "--log 'smsctl.yaml' and the manifest"),
      (["destroy", "--report", "smsctl.yaml"], "--report 'smsctl.yaml' and the manifest"),
    ] as [([String], String)]
  )
  func `are not written when they are read, or for two purposes`(
    _ arguments: [String],
    _ message: String
  ) async throws {
    try await withTemporaryDirectory { directory in
      let folder = "\(directory)/folder"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      for name in ["smsctl.yaml", "folder/a.yaml", "values", "p.json"] {
        try Self.manifest.write(toFile: "\(directory)/\(name)", atomically: false, encoding: .utf8)
      }
      let link = "\(directory)/link.json"
      try FileManager.default.createSymbolicLink(
        atPath: link,
        withDestinationPath: "folder/a.yaml"
      )
      let before = try Self.contents(of: directory)
      let run = await CommandRun.of(arguments, directory: directory)
      #expect(run.status == 64, "\(run.transcript)")
      #expect(run.errors.contains(message), "\(run.errors)")
      #expect(run.errors.hasSuffix("; nothing was read or written\n"))
      #expect(run.errors.split(separator: "\n").count == 1)
      #expect(try Self.contents(of: directory) == before)
    }
  }

  @Test(arguments: [["smsctl.yaml"], ["folder"], ["-"]])
  func `are not the corrections that a manifest names`(_ paths: [String]) async throws {
    try await withTemporaryDirectory { directory in
      let folder = "\(directory)/folder"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      let manifest = Self.manifest + "countriesFile: countries.json\n"
      for name in ["smsctl.yaml", "folder/a.yaml"] {
        try manifest.write(toFile: "\(directory)/\(name)", atomically: false, encoding: .utf8)
      }
      for name in ["countries.json", "folder/countries.json"] {
        try "{}".write(toFile: "\(directory)/\(name)", atomically: false, encoding: .utf8)
      }
      let before = try Self.contents(of: directory)
      let name = paths == ["folder"] ? "folder/countries.json" : "countries.json"
      let run = await CommandRun.of(
        ["plan", "--report", name] + paths,
        directory: directory,
        input: manifest
      )
      #expect(run.status == 64, "\(run.transcript)")
      let message = "the countriesFile '\(name)' and --report '\(name)' are the same file"
      #expect(run.errors.contains(message), "\(run.errors)")
      #expect(try Self.contents(of: directory) == before)
    }
  }

  @Test func `may be devices as often as one likes, and lie beside the manifest`() async throws {
    try await Fixture.with(manifest: Self.manifest) { fixture in
      let plan = await fixture.run("plan", "--report", "/dev/null", "--out", "/dev/null")
      #expect(plan.status == 0, "\(plan.transcript)")
      // Not read, since there is a smsctl.yaml.
      let beside = await fixture.run("plan", "--report", "report.yaml")
      #expect(beside.status == 0, "\(beside.transcript)")
      let piped = await fixture.run(
        ["plan", "-", "--report", "report.json"],
        input: Self.manifest
      )
      #expect(piped.status == 0, "\(piped.transcript)")
    }
  }
}
