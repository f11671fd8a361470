package import ArgumentParser

/// Where a run is told to other programs.
package struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the plan, and what became of it, to this file as JSON, also when the run fails.",
      valueName: "file"
    )
  )
  package var report: String?

  package init() {}
}
