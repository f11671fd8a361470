import Foundation
import Simulator
import TestSupport
import Testing

/// A random manifest, a random account and random consents, all from one number.
struct PropertyCase: Sendable, CustomTestStringConvertible {
  /// Repeats the case: `SMSCTL_SEED=7 swift test --filter Properties`.
  let seed: UInt64

  /// `SMSCTL_CASES` says how many, `SMSCTL_SEED` where they begin.
  static let all: [PropertyCase] = {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["SMSCTL_SEED"].flatMap { UInt64($0) }
    let count = environment["SMSCTL_CASES"].flatMap { UInt64($0) } ?? (first == nil ? 20 : 1)
    return (0..<count).map { PropertyCase(seed: (first ?? 1) + $0) }
  }()

  var testDescription: String { "SMSCTL_SEED=\(seed)" }

  /// Writes the manifest and the seed into the directory that `SMSCTL_CASE_DIR` names, to try by hand:
  /// `smsctl plan --simulate=seed.json`.
  func keep(_ manifest: RandomManifest, seed: Data) throws {
    guard let path = ProcessInfo.processInfo.environment["SMSCTL_CASE_DIR"] else { return }
    let directory = URL(filePath: path).appending(path: "\(self.seed)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try manifest.text.write(
      to: directory.appending(path: "smsctl.yaml"),
      atomically: false,
      encoding: .utf8
    )
    try seed.write(to: directory.appending(path: "seed.json"))
  }

  /// What the number stands for.
  func make() -> (manifest: RandomManifest, account: RandomAccount, random: SeededRandom) {
    var random = SeededRandom(seed: seed)
    let manifest = RandomManifest(&random)
    let hasOthers = random.chance(20)
    let account = RandomAccount(for: manifest, hasOtherProjects: hasOthers, &random)
    return (manifest, account, random)
  }
}
