import Foundation

/// An account that somebody made in the console: 40 sender IDs, three pools in each of two regions that differ
/// a little, and no tag of smsctl.
enum Handmade {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Accounts")

  static let regions = ["--region", "us-east-1", "--region", "eu-west-1"]

  /// What `export` of both regions writes.
  static let manifest = folder.appending(path: "handmade-account.yaml")

  static var seed: String {
    get throws {
      try String(contentsOf: folder.appending(path: "handmade-account.json"), encoding: .utf8)
    }
  }

  static var setup: Fixture.Setup {
    get throws { Fixture.Setup(seed: try seed) }
  }
}
