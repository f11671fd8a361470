internal import AWSClient
package import ArgumentParser
internal import Resources
package import SMSVoice

/// Which service to talk to, and how fast.
package struct ServiceOptions: ParsableArguments {
  /// Where `--simulate` without a file keeps the simulated account.
  static let defaultStateFile = ".smsctl-simulator.json"

  @Option(
    help: ArgumentHelp(
      "Call this endpoint instead of AWS's, for example http://127.0.0.1:8787.",
      valueName: "url"
    )
  )
  package var endpointURL: String?

  @Option(
    help: ArgumentHelp(
      "Credentials and settings of this profile of AWS's shared files, before AWS_PROFILE.",
      valueName: "name"
    )
  )
  package var profile: String?

  @Option(
    help: ArgumentHelp(
      "Play AWS inside the process; --simulate=FILE keeps the account in FILE.",
      discussion: "Without =FILE the account is kept in .smsctl-simulator.json.",
      valueName: "state"
    )
  )
  package var simulate: String?

  @Option(
    help: ArgumentHelp(
      "With --simulate: what the account holds at first, such as phone numbers.",
      valueName: "file"
    )
  )
  package var seed: String?

  @Option(
    help: ArgumentHelp(
      "A raised quota in requests per second, such as 'RequestSenderId=5' or '*=20'. Repeatable.",
      valueName: "operation=n"
    ),
    transform: RateOverride.init(parsing:)
  )
  package var rate: [RateOverride] = []

  @Option(
    help: ArgumentHelp(
      "'operation' uses every operation's quota; 'region' makes one write per second and region in all.",
      valueName: "mode"
    )
  )
  package var pace: Pace = .operation

  @Flag(help: "Tell every call on standard error.")
  package var verbose = false

  @Flag(help: "Show every HTTP exchange on standard error, without secrets.")
  package var debug = false

  @Option(
    help: ArgumentHelp(
      "Append every HTTP exchange to this file as JSON lines, without secrets.",
      valueName: "file"
    )
  )
  package var trace: String?

  package init() {}

  /// Checks what no single option can.
  package func validate() throws {
    if simulate != nil, endpointURL != nil {
      throw ValidationError("--simulate and --endpoint-url exclude each other")
    }
    if seed != nil, simulate == nil {
      throw ValidationError("--seed goes with --simulate")
    }
    for mistake in rate.compactMap({ OperationPattern.mistake(in: $0.override.pattern) }) {
      throw ValidationError("--rate: \(mistake)")
    }
  }
}

/// One `--rate OPERATION=N`.
package struct RateOverride: Sendable {
  /// Its pattern is not checked here.
  package let override: Quotas.Override

  /// Reads it; throws `ValidationError`.
  package init(parsing argument: String) throws {
    guard let assignment = Assignment(argument: argument), let rate = Double(assignment.value),
      rate > 0, rate <= 1000
    else {
      throw ValidationError(
        "expected an operation and a number above 0 and up to 1000, such as 'RequestSenderId=5'"
      )
    }
    override = Quotas.Override(pattern: assignment.key, rate: rate)
  }
}

/// The values of `--pace`.
package enum Pace: String, ExpressibleByArgument, CaseIterable, Sendable {
  /// Each operation of a region at its own rate.
  case operation
  /// As `operation`, and one write a second for all operations of a region together.
  case region
}

extension ServiceOptions {
  /// What `--debug` and `--trace` ask for.
  func httpTrace(in host: Host) throws -> HTTPTrace {
    try HTTPTrace(file: trace, isShown: debug, in: host)
  }

  /// The documented rates with the raises of the command line, at the pace of `--pace`.
  var quotas: Quotas { paced(Quotas(overrides: rate.map(\.override))) }

  /// The same with the raises of the manifest, those of the command line over them.
  func quotas(of source: ManifestSource, in account: String) -> Quotas {
    paced(source.quotas(in: account, overrides: rate.map(\.override)))
  }

  private func paced(_ quotas: Quotas) -> Quotas {
    var quotas = quotas
    quotas.writesPerRegion =
      switch pace {
      case .operation: nil
      case .region: 1
      }
    return quotas
  }
}
