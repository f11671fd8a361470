import Foundation
import Simulator
import Testing

/// A manifest and the accounts that it is planned and applied in.
struct PolicyCase: Sendable, CustomTestStringConvertible {
  /// What an account holds at first.
  struct Account: Sendable {
    /// Nil for nothing.
    var seed: String?
    /// Whether `apply` can do all there, whoever runs it.
    var isReachable = true
  }

  let testDescription: String
  let manifest: String
  let accounts: [Account]
  /// What else `plan` and `apply` are given.
  var arguments: [String] = []

  /// The examples, in an account as theirs is, in one that has drifted since, and in one where others have
  /// the numbers.
  static func example(_ example: Example) async throws -> PolicyCase {
    var setup = try example.setup
    setup.keepsState = true
    let drifted = try await Fixture.with(setup) { fixture in
      let run = await fixture.run(["apply", "-y"] + Fixture.fast)
      try #require(run.status == 0, "\(run.transcript)")
      await fixture.account.stop()
      let state = URL(filePath: "\(fixture.directory)/account.json")
      return try Drift.seed(from: Data(contentsOf: state))
    }
    var accounts = [Account(seed: example.seed), Account(seed: drifted)]
    if example.regionCount > 1 {
      accounts.append(Account(seed: try Drift.leavingLists(of: drifted, in: example.seed)))
    }
    if let seed = example.seed {
      let taken = try Drift.takingNumbers(of: seed)
      accounts.append(Account(seed: taken, isReachable: false))
    }
    return PolicyCase(
      testDescription: example.rawValue,
      manifest: try example.manifest,
      accounts: accounts
    )
  }

  /// The policy that smsctl prints for the manifest.
  func policy(for command: String) async throws -> GivenPolicy {
    try await ManifestFolder.with(["smsctl.yaml": manifest]) { folder in
      let run = await folder.run("iam-policy", "--for", command, "--account", "123456789012")
      try #require(run.status == 0, "\(run.transcript)")
      return try GivenPolicy(run.output)
    }
  }

  /// Runs a command in the account of a seed, under a policy, and a plan after it that finds what is left.
  func run(
    _ command: String,
    in account: Account,
    under policy: GivenPolicy
  ) async throws -> (run: CommandRun, after: CommandRun?, operations: Set<String>) {
    var setup = Fixture.Setup(files: ["smsctl.yaml": manifest], seed: account.seed)
    setup.policy = try policy.text
    return try await Fixture.with(setup) { fixture in
      let extra = arguments + Fixture.fast
      let run = await fixture.run([command] + (command == "apply" ? ["-y"] : []) + extra)
      let operations = Set(fixture.account.requests.map(\.operation))
      guard run.status == 0, command == "apply" else { return (run, nil, operations) }
      return (run, await fixture.run(["plan", "--detailed-exitcode"] + extra), operations)
    }
  }
}

/// A policy that can lose actions.
struct GivenPolicy: Sendable {
  let actions: [String]
  private let document: Data

  init(_ text: String) throws {
    document = Data(text.utf8)
    actions = Set(try Self.statements(document).flatMap(Self.actions)).sorted()
  }

  var text: String { get throws { String(decoding: document, as: UTF8.self) } }

  /// The same without one action, wherever it stands.
  func without(_ action: String) throws -> GivenPolicy {
    let statements = try Self.statements(document).compactMap { statement -> [String: Any]? in
      var statement = statement
      let rest = Self.actions(statement).filter { $0 != action }
      statement["Action"] = rest
      return rest.isEmpty ? nil : statement
    }
    let root: [String: Any] = ["Version": "2012-10-17", "Statement": statements]
    let data = try JSONSerialization.data(withJSONObject: root)
    return try GivenPolicy(String(decoding: data, as: UTF8.self))
  }

  private static func statements(_ document: Data) throws -> [[String: Any]] {
    let root = try JSONSerialization.jsonObject(with: document) as? [String: Any]
    return try #require(root?["Statement"] as? [[String: Any]])
  }

  private static func actions(_ statement: [String: Any]) -> [String] {
    statement["Action"] as? [String] ?? [statement["Action"] as? String].compactMap(\.self)
  }
}

@Suite struct `The least policy` {
  @Test(arguments: Example.small, ["plan", "apply"])
  func `of an example is enough, and all of it is needed`(
    _ example: Example,
    _ command: String
  ) async throws {
    try await check(command, .example(example))
  }

  @Test(arguments: ["plan", "apply"])
  func `is enough where resources are named by their families`(_ command: String) async throws {
    let subject = try await PolicyCase.example(.globalSenderID)
    let policy = try await subject.policy(for: command)
    _ = try await use(policy, for: command, subject)
  }

  @Test(arguments: ["plan", "apply"])
  func `goes as far as what few manifests say`(_ command: String) async throws {
    try await check(command, .rarities)
  }

  private func check(_ command: String, _ subject: PolicyCase) async throws {
    let policy = try await subject.policy(for: command)
    let used = try await use(policy, for: command, subject)
    let needless = try await withThrowingTaskGroup(of: String?.self) { group in
      for action in policy.actions {
        group.addTask {
          let isNeeded = try await isNeeded(action, command, of: policy, used: used, subject)
          return isNeeded ? nil : action
        }
      }
      return try await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }.sorted()
    }
    #expect(needless == [], "\(command) does without them")
  }

  /// Runs a command in every account; answers the operations that it called in each.
  private func use(
    _ policy: GivenPolicy,
    for command: String,
    _ subject: PolicyCase
  ) async throws -> [Set<String>] {
    var used: [Set<String>] = []
    for account in subject.accounts {
      let (run, after, operations) = try await subject.run(command, in: account, under: policy)
      #expect(!run.errors.contains(Self.refusal), "\(run.transcript)")
      if account.isReachable || command == "plan" {
        #expect(run.status == 0, "\(run.transcript)")
        #expect(command == "plan" || after?.status == 0, "\(after?.transcript ?? "")")
      }
      used.append(operations)
    }
    return used
  }

  private static let refusal = " may not call "

  /// Reads for warnings: where they are denied that is told, and nothing fails.
  private static let advisory = [
    "sms-voice:DescribeAccountLimits", "sms-voice:DescribeOptedOutNumbers",
  ]

  /// Whether the command fails in one of the accounts without the action, and says so.
  private func isNeeded(
    _ action: String,
    _ command: String,
    of policy: GivenPolicy,
    used: [Set<String>],
    _ subject: PolicyCase
  ) async throws -> Bool {
    let rest = try policy.without(action)
    let operation = String(action.drop { $0 != ":" }.dropFirst())
    for (account, operations) in zip(subject.accounts, used) {
      // No call is named after what a creation with tags, or a role in a call, needs beside.
      let isImplied = ["TagResource", "PassRole"].contains(operation)
      guard isImplied || operations.contains(operation) else { continue }
      let run = try await subject.run(command, in: account, under: rest).run
      guard run.errors.contains("\(Self.refusal)\(action) on ") else { continue }
      if run.status != 0 || Self.advisory.contains(action) { return true }
    }
    return false
  }
}
