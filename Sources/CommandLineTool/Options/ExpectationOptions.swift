package import ArgumentParser

/// Which plan it must be that `apply` carries out.
package struct ExpectationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Do what 'plan --out' saved in this file, with its options; refuse when anything has moved.",
      valueName: "file"
    )
  )
  package var plan: String?

  @Option(
    help: ArgumentHelp(
      "Refuse any plan but the one whose digest begins so; at least 8 digits.",
      valueName: "digest"
    )
  )
  package var expectDigest: String?

  package init() {}

  /// Checks what no single option can.
  package func validate() throws {
    guard let expectDigest else { return }
    let isDigest =
      expectDigest.utf8.count >= 8 && expectDigest.utf8.count <= 64
      && expectDigest.allSatisfy { $0.isASCII && $0.isHexDigit }
    guard isDigest else {
      throw ValidationError(
        "--expect-digest takes 8 to 64 hexadecimal digits, as 'plan' prints them, got '\(expectDigest)'"
      )
    }
  }

  /// A saved plan was made with the options that are right for it.
  func check(_ choices: PlanningChoices) throws {
    guard plan != nil, let option = choices.given.first else { return }
    throw ValidationError(
      "\(option) does not go with --plan: what the plan was made with is in its file"
    )
  }

  /// The plan of the file; nil when none is named.
  ///
  /// Throws `CommandFailure`.
  func savedPlan(in host: Host) throws -> SavedPlan? {
    try plan.map { try SavedPlan(file: $0, in: host) }
  }

  /// Throws `CommandFailure` when it is another plan than the one expected.
  func check(_ run: PlannedRun) throws {
    if let expectDigest { try Approval.check(digest: expectDigest, of: run) }
  }
}
