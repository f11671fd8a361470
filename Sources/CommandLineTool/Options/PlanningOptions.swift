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
    name: .customLong("exclude"),
    help: ArgumentHelp(
      "All but this resource: an address, * for any text. Repeatable.",
      valueName: "address"
    )
  )
  package var excludes: [String] = []

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
      "Let this resource be deleted and made anew, or take another's place. Exact address. Repeatable.",
      discussion: """
        For sender IDs, pools and event destinations that cannot change in place, which send or tell \
        nothing in between; for a number that moves to another pool; for an account default or \
        protection that is not ours.
        """,
      valueName: "address"
    )
  )
  package var allowReplace: [String] = []

  @Flag(
    help: ArgumentHelp(
      "Delete what carries the project's tag and is not in the manifest.",
      discussion:
        "Of pools, keywords, event destinations and overrides only what a list of the manifest leaves out."
    )
  )
  package var prune = false

  @Flag(help: "With --prune: the files that were named are the whole project.")
  package var complete = false

  @Option(
    help: ArgumentHelp(
      "Let --prune delete this opt-out list, release this sender ID, or touch the account default. Exact address. Repeatable.",
      valueName: "address"
    )
  )
  package var allowDelete: [String] = []

  @Option(
    help: ArgumentHelp(
      "Switch off the deletion protection of what is to be deleted or replaced. Exact address. Repeatable.",
      valueName: "address"
    )
  )
  package var disableDeletionProtection: [String] = []

  @Flag(
    help: ArgumentHelp(
      "Read the tags of many sender IDs at once, by the Resource Groups Tagging API.",
      discussion:
        "Needs leave for tag:GetResources. What would lead to a write is still read one by one, and so is all when the API does not answer."
    )
  )
  package var bulkTags = false

  @Option(
    help: ArgumentHelp(
      "How many deletions one run may make, what goes with them included. (default: 10)",
      valueName: "n"
    )
  )
  package var maxDeletes: Int?

  @Option(
    help: ArgumentHelp(
      "How many blocked countries one run may open. (default: 10)",
      valueName: "n"
    )
  )
  package var maxOpens: Int?

  /// How many deletions or openings one run may make when nobody says.
  static let defaultMaximum = 10

  package init() {}

  /// Checks what no single option can.
  package func validate() throws {
    let exact = allowConsentChange + allowReplace + allowDelete + disableDeletionProtection
    for address in exact where address.contains("*") {
      throw ValidationError("'\(address)': consent is given for one exact address, without '*'")
    }
  }

  /// Throws `ValidationError` for what only makes sense with `--prune`, where that must be said.
  func checkPruning() throws {
    guard !prune else { return }
    let options = [complete ? "--complete" : nil, allowDelete.isEmpty ? nil : "--allow-delete"]
    if let option = options.compactMap(\.self).first {
      throw ValidationError("\(option) goes with --prune")
    }
  }

  /// Throws `ValidationError` for what means nothing when all goes away.
  func checkDestroying() throws {
    if prune { throw ValidationError("--prune does not go with destroy, which always prunes") }
    if complete {
      throw ValidationError(
        "--complete does not go with destroy, which takes all of the project away"
      )
    }
    if !adopt.isEmpty {
      throw ValidationError("--adopt does not go with destroy, which takes nothing over")
    }
    if bulkTags {
      throw ValidationError(
        "--bulk-tags does not go with destroy, which reads the tags of all it deletes one by one"
      )
    }
  }

  /// Without the numbers of `--max-deletes` and `--max-opens`, which `Plan.refusals` takes.
  func planOptions(in host: Host) -> PlanOptions {
    PlanOptions(
      adopt: adopt.map { Glob($0) },
      allowConsentChange: Set(allowConsentChange),
      allowReplace: Set(allowReplace),
      prune: prune,
      allowDelete: Set(allowDelete),
      disableDeletionProtection: Set(disableDeletionProtection),
      readsTagsInBulk: bulkTags,
      now: host.now(),
      readLag: host.readLag
    )
  }
}
