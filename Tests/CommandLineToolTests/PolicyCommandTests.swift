import Foundation
import Resources
import Testing

/// A manifest, and what `iam-policy` makes of it in `Policies/`: `NAME.plan.json`, `NAME.apply.json`.
struct RecordedPolicy: Sendable, CustomTestStringConvertible {
  let name: String
  let manifest: String
  var arguments: [String] = []

  var testDescription: String { name }

  static var all: [RecordedPolicy] {
    get throws {
      try [Example.quickstart, .twoSenders, .globalSenderID, .protect].map {
        RecordedPolicy(name: $0.rawValue, manifest: try $0.manifest)
      } + [
        RecordedPolicy(name: "rarities", manifest: PolicyCase.rarities.manifest),
        RecordedPolicy(name: "partitions", manifest: PolicyCommand.partitions),
        RecordedPolicy(name: "accounts", manifest: PolicyCommand.accounts),
        RecordedPolicy(
          name: "one-of-accounts",
          manifest: PolicyCommand.accounts,
          arguments: ["--account", "444455556666"]
        ),
      ]
    }
  }

  func file(_ command: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Policies/\(name).\(command).json")
  }
}

/// Manifests of `smsctl iam-policy`.
enum PolicyCommand {
  static let partitions = """
    version: 1
    project: shop
    account: "123456789012"
    regions: { us-east-1: {}, us-gov-west-1: {}, eusc-de-east-1: {} }
    configurationSets:
      codes:
        eventDestinations:
          logs:
            events: [TEXT_ALL]
            cloudWatchLogs:
              logGroup: "arn:${partition}:logs:${region}:${account}:log-group:sms"
              role: "arn:${partition}:iam::${account}:role/sms-events"

    """

  static let accounts = """
    version: 1
    project: shop
    regions: { us-east-1: {} }
    accounts:
      "111122223333": { vars: { list: codes-test } }
      "444455556666": { vars: { list: codes-live }, regions: { eu-west-1: {} } }
    optOutLists:
      codes: { name: "${list}" }

    """

  static let noAccount = """
    version: 1
    project: shop
    regions: { us-east-1: {}, eu-west-1: {} }
    optOutLists:
      codes:

    """
}

@Suite struct `The policy of a manifest` {
  @Test(arguments: try RecordedPolicy.all, ["plan", "apply"])
  func `is as recorded`(_ policy: RecordedPolicy, _ command: String) async throws {
    try await ManifestFolder.with(["smsctl.yaml": policy.manifest]) { folder in
      let run = await folder.run(["iam-policy", "--for", command] + policy.arguments)
      #expect(run.status == 0, "\(run.transcript)")
      try Golden.compare(run.output, with: policy.file(command))
    }
  }

  @Test func `is that of apply unless told otherwise`() async throws {
    try await ManifestFolder.with(["smsctl.yaml": PolicyCommand.partitions]) { folder in
      let apply = await folder.run("iam-policy", "--for", "apply")
      #expect(await folder.run("iam-policy").output == apply.output)
    }
  }

  @Test func `is for any account where none is named, and says so`() async throws {
    try await ManifestFolder.with(["smsctl.yaml": PolicyCommand.noAccount]) { folder in
      let any = await folder.run("iam-policy")
      #expect(any.status == 0)
      #expect(any.output.contains("arn:aws:sms-voice:us-east-1:*:opt-out-list/codes"))
      #expect(
        any.errors
          == "warning: the policy is for any account, since the manifest names none: add 'account: \"ID\"' to it, or --account ID\n"
      )
      let one = await folder.run("iam-policy", "--account", "111122223333")
      #expect(one.output == any.output.replacing(":*:opt", with: ":111122223333:opt"))
      #expect(one.errors == "")
    }
  }

  @Test func `warns of several partitions, of which IAM takes one`() async throws {
    try await ManifestFolder.with(["smsctl.yaml": PolicyCommand.partitions]) { folder in
      let all = await folder.run("iam-policy")
      #expect(all.status == 0)
      #expect(
        all.errors
          == "warning: the policy is for the partitions aws, aws-eusc, aws-us-gov, and IAM of one takes no ARNs of another: make one for each with --region\n"
      )
      let one = await folder.run("iam-policy", "--region", "us-gov-west-1")
      #expect(one.errors == "")
    }
  }

  @Test func `leaves other regions out`() async throws {
    try await ManifestFolder.with(["smsctl.yaml": PolicyCommand.noAccount]) { folder in
      let run = await folder.run("iam-policy", "--region", "eu-west-1")
      #expect(run.output.contains(":eu-west-1:"))
      #expect(!run.output.contains(":us-east-1:"))
    }
  }

  @Test func `names sender IDs one by one only where that is not too long`() async throws {
    func text(_ countries: String) -> String {
      """
      version: 1
      project: shop
      account: "123456789012"
      regions: { us-east-1: {} }
      senderIds:
        BRAND: { countries: \(countries) }

      """
    }
    try await ManifestFolder.with(["smsctl.yaml": text("[DE, FR]")]) { folder in
      let few = await folder.run("iam-policy")
      #expect(few.output.contains(":sender-id/BRAND/DE\""))
      #expect(!few.output.contains("sender-id/BRAND/*"))
      try folder.write(text("{ all: no-registration }"), to: "smsctl.yaml")
      let many = await folder.run("iam-policy")
      #expect(many.output.contains(":sender-id/BRAND/*\""))
      #expect(!many.output.contains("sender-id/BRAND/DE"))
      #expect(many.errors == "")
    }
  }

  @Test func `warns when it is longer than AWS takes`() async throws {
    let lists = (1...120).map { "  list-\($0):" }.joined(separator: "\n")
    let text =
      PolicyCommand.noAccount.replacing("  codes:", with: lists)
      + "limits: { optOutLists: 200 }\n"
    try await ManifestFolder.with(["smsctl.yaml": text]) { folder in
      let run = await folder.run("iam-policy", "--account", "123456789012")
      #expect(run.status == 0)
      let size = run.output.count { !$0.isWhitespace }
      #expect(size > 6144)
      #expect(
        run.errors
          == "warning: the policy has \(size) characters without white space, and a managed policy takes 6144: make one for each region with --region, or for each part of the manifest\n"
      )
    }
  }

  @Test func `needs the account where names have it in them`() async throws {
    let text = PolicyCommand.noAccount.replacing("  codes:", with: "  codes-${account}:")
      .replacing("codes-${account}:", with: "codes: { name: \"codes-${account}\" }")
    try await ManifestFolder.with(["smsctl.yaml": text]) { folder in
      let run = await folder.run("iam-policy")
      #expect(run.status == 1)
      #expect(
        run.errors
          == "error: names in the manifest depend on '${account}': say which account it is with --account ID\n"
      )
      let told = await folder.run("iam-policy", "--account", "111122223333")
      #expect(told.output.contains("opt-out-list/codes-111122223333"), "\(told.transcript)")
    }
  }

  @Test(arguments: [
    (["--account", "12"], 64, "--account takes an account id of 12 digits, got '12'"),
    (["--for", "destroy"], 64, "'destroy'"),
    (
      ["--account", "777788889999"], 1,
      "error: the manifest is not for the account 777788889999; it is for 111122223333, 444455556666\n"
    ),
    (
      ["--region", "us-east-1", "--account", "444455556666"], 1,
      "error: the manifest has none of these regions\n"
    ),
    (["--region", "us-east-9"], 1, "error: the manifest has no region 'us-east-9'"),
  ])
  func `is refused for what the manifest is not for`(
    _ arguments: [String],
    _ status: Int32,
    _ words: String
  ) async throws {
    try await ManifestFolder.with(["smsctl.yaml": PolicyCommand.accounts]) { folder in
      let run = await folder.run(["iam-policy"] + arguments)
      #expect(run.status == status, "\(run.transcript)")
      #expect(run.errors.contains(words), "\(run.errors)")
      #expect(run.output == "")
    }
  }

  @Test func `is not made of a manifest with mistakes`() async throws {
    let text = PolicyCommand.noAccount.replacing("optOutLists", with: "optOutList")
    try await ManifestFolder.with(["smsctl.yaml": text]) { folder in
      let run = await folder.run("iam-policy")
      #expect(run.status == 1)
      #expect(run.output == "")
      #expect(run.errors.contains("did you mean 'optOutLists'?"), "\(run.errors)")
    }
  }

  /// As `simulate --policy` takes it.
  @Test func `keeps the simulated account of 'simulate'`() async throws {
    var setup = Fixture.Setup(files: ["smsctl.yaml": PolicyCommand.noAccount])
    setup.policy = #"{"Statement": []}"#
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(["plan"] + Fixture.fast)
      #expect(run.status == 1)
      #expect(
        run.errors.contains(
          "user/simulator may not call sms-voice:DescribeOptOutLists on *: no identity-based policy allows it"
        ),
        "\(run.errors)"
      )
    }
  }
}
