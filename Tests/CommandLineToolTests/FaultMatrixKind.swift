import Foundation
import SMSVoice
import Testing

/// A kind of resource, or a part of one, with the runs that make, change and remove it.
struct FaultMatrixKind: Sendable, CustomTestStringConvertible {
  /// As in the table of `spec/reliability.md`.
  let name: String
  let runs: [Run]

  var testDescription: String { name }

  /// One run of `apply` on an account, and the calls of it that are about the kind.
  struct Run: Sendable {
    /// `create`, `update` or `delete`.
    let name: String
    /// The resources of the manifest.
    let manifest: String
    /// The seed of each region.
    var seed = ""
    var arguments: [String] = []
    /// Flags that take an address, each with one that lacks its region: `--allow-delete pool/p`.
    var gates: [String] = []
    /// The operations that are disturbed.
    let operations: [String]

    static func create(
      _ operations: [String],
      _ manifest: String,
      seed: String = ""
    ) -> Run {
      Run(name: "create", manifest: manifest, seed: seed, operations: operations)
    }

    static func update(
      _ operations: [String],
      _ manifest: String,
      seed: String
    ) -> Run {
      Run(name: "update", manifest: manifest, seed: seed, operations: operations)
    }

    static func delete(
      _ operations: [String],
      _ manifest: String,
      seed: String,
      gates: [String] = []
    ) -> Run {
      Run(
        name: "delete",
        manifest: manifest,
        seed: seed,
        arguments: ["--prune"],
        gates: gates,
        operations: operations
      )
    }

    /// Whether the disturbed calls are those that a plan is made of.
    var isReading: Bool { operations.allSatisfy { SMSVoice.Operation(rawValue: $0).isRead } }

    /// The manifest for some regions.
    func text(regions: [String]) -> String {
      """
      version: 1
      project: shop
      regions: { \(regions.map { "\($0): " }.joined(separator: ", ")) }
      \(manifest)

      """
    }

    /// The options of `apply` for some regions.
    func options(regions: [String]) -> [String] {
      arguments
        + regions.flatMap { region in
          gates.flatMap { gate in
            let words = gate.split(separator: " ")
            return [String(words[0]), "\(region)/\(words[1])"]
          }
        }
    }

    /// The seed for some regions.
    func seed(regions: [String]) -> String {
      let states = regions.map { "\"\($0)\": { \(seed) }" }
      return "{ \"regions\": { \(states.joined(separator: ", ")) } }"
    }
  }
}

/// Pieces of seeds: what carries our tags.
enum Ours {
  static let tags = #""tags": { "smsctl:project": "shop" }"#

  static func tags(_ name: String) -> String {
    #""tags": { "smsctl:project": "shop", "smsctl:name": "\#(name)" }"#
  }

  static func list(_ name: String, _ more: String = "") -> String {
    #""optOutLists": [{ "name": "\#(name)", "tags": { "smsctl:project": "shop"\#(more) } }]"#
  }

  static let senders = """
    "senderIds": [
      { "name": "SHOP", "country": "DE", \(tags) }, { "name": "SHOP", "country": "FR", \(tags) }
    ]
    """

  static func number(_ more: String = "") -> String {
    """
    "phoneNumbers": [{
      "id": "phone-n", "number": "+12025550112", "country": "US", "type": "TEN_DLC", \(more) \(tags)
    }]
    """
  }

  static func pool(_ countries: [String], _ more: String = "") -> String {
    let members = countries.map { #"{ "senderId": "SHOP", "country": "\#($0)" }"# }
    return """
      "pools": [{ "members": [\(members.joined(separator: ", "))], \(more) \(tags("p")) }]
      """
  }

  static func protection(_ name: String, _ more: String = "") -> String {
    #"{ "id": "protect-\#(name)", \#(more) \#(tags(name)) }"#
  }

  static func set(_ more: String = "") -> String {
    #""configurationSets": [{ "name": "codes", \#(more) \#(tags) }]"#
  }
}
