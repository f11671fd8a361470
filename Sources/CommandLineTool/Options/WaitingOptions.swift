package import ArgumentParser

/// Whether `apply` goes on until nothing waits for AWS or a carrier any more.
package struct WaitingOptions: ParsableArguments {
  /// What there is to wait for.
  package enum Goal: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// Nothing is planned as `waiting`.
    case active
  }

  @Option(
    help: ArgumentHelp(
      "'active': go on until nothing waits for AWS or a carrier any more. Needs --timeout.",
      valueName: "state"
    )
  )
  package var waitFor: Goal?

  @Option(
    help: ArgumentHelp(
      "With --wait-for: how long at most, such as 90s, 30m, 2h or 1d.",
      valueName: "time"
    ),
    transform: WaitingTime.init(parsing:)
  )
  package var timeout: WaitingTime?

  package init() {}

  /// Checks what no single option can.
  package func validate() throws {
    if waitFor != nil, timeout == nil {
      throw ValidationError("--wait-for goes with --timeout, such as --timeout 30m")
    }
    if waitFor == nil, timeout != nil {
      throw ValidationError("--timeout goes with --wait-for active")
    }
  }
}

extension WaitingOptions {
  /// Throws `ValidationError` beside options that allow one plan and no other: what can be done later was
  /// not in it.
  func check(besides expectation: ExpectationOptions) throws {
    guard waitFor != nil else { return }
    if expectation.plan != nil { throw ValidationError("--wait-for does not go with --plan") }
    if expectation.expectDigest != nil {
      throw ValidationError("--wait-for does not go with --expect-digest")
    }
  }

  /// Throws `CommandFailure` when a further plan would have to be asked about, perhaps hours from now, and
  /// nobody could answer.
  func check(autoApprove: Bool, in host: Host) throws(CommandFailure) {
    guard waitFor != nil, !autoApprove, !host.canAsk else { return }
    throw CommandFailure(
      .refused,
      "error: there is no terminal to ask at; --wait-for then goes with --auto-approve (-y). Nothing was changed"
    )
  }
}

/// The value of `--timeout`.
package struct WaitingTime: Sendable {
  /// In whole seconds, thirty days at most.
  package let duration: Duration

  private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
  /// Thirty days.
  private static let limit = 30 * 86_400

  /// Reads one or more numbers, each with its unit, such as `90s` or `1h30m`; throws `ValidationError`.
  package init(parsing text: String) throws {
    var seconds = 0
    var number = ""
    for character in text {
      if character.isASCII, character.isNumber {
        number.append(character)
      } else if let unit = Self.units[character], let count = Int(number), count <= Self.limit {
        seconds += count * unit
        number = ""
      } else {
        throw Self.mistake(text)
      }
    }
    guard number.isEmpty, (1...Self.limit).contains(seconds) else { throw Self.mistake(text) }
    duration = .seconds(seconds)
  }

  private static func mistake(_ text: String) -> ValidationError {
    ValidationError("expected a time of up to 30 days such as 90s, 30m, 2h or 1d, got '\(text)'")
  }
}
