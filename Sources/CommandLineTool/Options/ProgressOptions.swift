internal import ArgumentParser

/// How much is told of work while it goes on.
package struct ProgressOptions: ParsableArguments {
  @Flag(
    name: .shortAndLong,
    help: ArgumentHelp(
      "No progress and no notices.",
      discussion: "Results, warnings and errors are told all the same."
    )
  )
  package var quiet = false

  package init() {}

  /// Checks them together with what else says how much to tell.
  ///
  /// Throws `ValidationError`.
  func check(besides service: ServiceOptions) throws {
    if quiet, service.verbose || service.debug {
      let other = service.verbose ? "--verbose" : "--debug"
      throw ValidationError("--quiet and \(other) exclude each other")
    }
  }
}
