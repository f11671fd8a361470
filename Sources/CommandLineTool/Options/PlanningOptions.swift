package import ArgumentParser
internal import Foundation
internal import Resources
internal import SMSVoice

/// What a plan covers, and what the user consents to.
package struct PlanningOptions: ParsableArguments {
  @Option(
    name: .customLong("target"),
    help: ArgumentHelp(
      "Only this resource and what it depends on: an address, * for any text. Repeatable.",
      valueName: "address"
    )
  )
  package var targets: [String] = []

  @Option(
    help: ArgumentHelp(
      "Take over an existing resource that carries no tag of ours; * for any text. Repeatable.",
      valueName: "address"
    )
  )
  package var adopt: [String] = []

  @Option(
    help: ArgumentHelp(
      "Let this live number or pool change how people opt out. Exact address. Repeatable.",
      valueName: "address"
    )
  )
  package var allowConsentChange: [String] = []

  @Option(
    help: ArgumentHelp(
      "Let this resource replace an account default or protection that is not ours. Exact address. Repeatable.",
      valueName: "address"
    )
  )
  package var allowReplace: [String] = []

  @Option(
    help: ArgumentHelp("How many blocked countries one run may open.", valueName: "n")
  )
  package var maxOpens: Int = 10

  package init() {}

  /// Checks what no single option can.
  package func validate() throws {
    for address in allowConsentChange + allowReplace where address.contains("*") {
      throw ValidationError("'\(address)': consent is given for one exact address, without '*'")
    }
  }

  func planOptions(now: Date) -> PlanOptions {
    PlanOptions(
      adopt: adopt.map { Glob($0) },
      allowConsentChange: Set(allowConsentChange),
      allowReplace: Set(allowReplace),
      now: now
    )
  }
}
