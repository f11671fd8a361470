import Foundation
import Testing

/// One of the folders in `examples/`.
enum Example: String, CaseIterable, CustomTestStringConvertible {
  case quickstart
  case twoSenders = "two-senders"
  case globalSenderID = "global-sender-id"
  case failover
  case protect

  /// All but the one with hundreds of resources.
  static let small: [Example] = [.quickstart, .twoSenders, .failover, .protect]

  var testDescription: String { rawValue }

  private var folder: URL {
    repository.appending(path: "examples/\(rawValue)")
  }

  var manifest: String {
    get throws { try String(contentsOf: folder.appending(path: "smsctl.yaml"), encoding: .utf8) }
  }

  /// Nil for an account that begins empty.
  var seed: String? {
    try? String(contentsOf: folder.appending(path: "seed.json"), encoding: .utf8)
  }

  /// Its manifest and its seed.
  var setup: Fixture.Setup {
    get throws { Fixture.Setup(files: ["smsctl.yaml": try manifest], seed: seed) }
  }

  /// A value that can be changed in place, and the operation that changes it.
  var edit: (from: String, to: String, operation: String) {
    switch self {
    case .quickstart: ("events: [TEXT_ALL]", "events: [TEXT_DELIVERED]", "UpdateEventDestination")
    case .twoSenders:
      ("messageFeedback: true", "messageFeedback: false", "SetDefaultMessageFeedbackEnabled")
    case .globalSenderID, .failover:
      (
        "defaultMessageType: TRANSACTIONAL", "defaultMessageType: PROMOTIONAL",
        "SetDefaultMessageType"
      )
    case .protect:
      (
        "voice: { default: BLOCK, allow: [US] }", "voice: { default: BLOCK, allow: [US, CA] }",
        "UpdateProtectConfigurationCountryRuleSet"
      )
    }
  }

  /// How many regions it has.
  var regionCount: Int {
    switch self {
    case .quickstart, .twoSenders, .protect: 1
    case .globalSenderID, .failover: 2
    }
  }
}

/// The root of the repository.
let repository = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL
