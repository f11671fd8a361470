package import ArgumentParser
internal import Resources
internal import SMSVoice

/// What to export, and where to.
package struct ExportOptions: ParsableArguments {
  @Option(
    name: .customLong("region"),
    help: ArgumentHelp(
      "A region to export. Repeatable; the order is that of the manifest.",
      discussion: "Without any: the region of the environment or the profile."
    )
  )
  package var regions: [String] = []

  @Option(
    help: ArgumentHelp(
      "The manifest's project: what carries its tag is exported, what carries another's is not.",
      discussion: "Without it: the only one that the account's tags name, else 'main'.",
      valueName: "name"
    )
  )
  package var project: String?

  @Option(help: ArgumentHelp("Refuse to read any other account.", valueName: "id"))
  package var account: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write a file for each kind into this directory, instead of all to standard output.",
      valueName: "directory"
    )
  )
  package var output: String?

  @Flag(help: "With --output: replace files that are there.")
  package var force = false

  package init() {}

  /// Checks what no single option can.
  package func validate() throws {
    if force, output == nil { throw ValidationError("--force goes with --output") }
    try AccountID.check(account)
    if let project, !project.isProjectName {
      throw ValidationError(
        "--project takes a name of 1 to 256 letters, digits, '_' or '-', got '\(project)'"
      )
    }
    for region in regions {
      if let mistake = RegionTable.bundled.mistake(in: region) {
        throw ValidationError("--region: \(mistake)")
      }
    }
  }
}
