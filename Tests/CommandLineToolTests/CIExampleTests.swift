import Foundation
import Testing
import YAMLSyntax

@Suite struct `The example for GitHub Actions` {
  @Test func `plans, applies what was reviewed, and looks for drift`() async throws {
    try await Self.with { pipeline, runner in
      let planned = try await runner.run(pipeline.gitHubScripts(of: "plan"))
      #expect(planned.status == 0, "\(planned.transcript)")
      #expect(runner.fixture.account.writes.isEmpty)
      let comment = runner.text("forge/comment.md")
      #expect(comment.contains("8 to create"), "\(comment)")
      #expect(comment.hasPrefix("<!-- smsctl plan -->\n"))
      #expect(runner.text("runner/summary").contains("8 to create"))

      // A second push changes the comment that is there.
      let again = try await runner.run(pipeline.gitHubScripts(of: "plan"))
      #expect(again.status == 0, "\(again.transcript)")
      #expect(runner.text("forge/calls").split(separator: "\n") == ["POST", "PATCH"])

      let applied = try await runner.run(pipeline.gitHubScripts(of: "apply"))
      #expect(applied.status == 0, "\(applied.transcript)")
      #expect(runner.fixture.account.writes.count == 15)
      #expect(try PlanJSON(runner.text("report.json"))["result.exitStatus"] as? Int == 0)
      #expect(!runner.text("calls.jsonl").isEmpty)

      let quiet = try await runner.run(pipeline.gitHubScripts(of: "drift"))
      #expect(quiet.status == 0, "\(quiet.transcript)")
      try await Self.drift(runner)
      let loud = try await runner.run(pipeline.gitHubScripts(of: "drift"))
      #expect(loud.status == 2, "\(loud.transcript)")
      #expect(runner.text("drift.md").contains("defaultMessageType"))
    }
  }

  @Test func `applies nothing when the account moved after the review`() async throws {
    try await Self.with { pipeline, runner in
      let planned = try await runner.run(pipeline.gitHubScripts(of: "plan"))
      #expect(planned.status == 0, "\(planned.transcript)")
      try await Self.drift(runner)
      runner.fixture.account.clearLog()
      let applied = try await runner.run(pipeline.gitHubScripts(of: "apply"))
      #expect(applied.status == 4, "\(applied.transcript)")
      #expect(runner.fixture.account.writes.isEmpty)

      // Somebody reads the plan anew and says which one it is to be.
      let looked = try await runner.run(pipeline.gitHubScripts(of: "drift"))
      #expect(looked.status == 2, "\(looked.transcript)")
      let digest = try #require(runner.text("drift.md").firstMatch(of: /Digest: `(\w+)`/)).1
      var second = runner
      second.expressions["inputs.digest"] = String(digest)
      let approved = try await second.run(pipeline.gitHubScripts(of: "apply"))
      #expect(approved.status == 0, "\(approved.transcript)")
      #expect(!runner.fixture.account.writes.isEmpty)
    }
  }

  @Test func `applies nothing that nobody reviewed`() async throws {
    try await Self.with { pipeline, runner in
      try runner.write("", to: "forge/head")
      let applied = try await runner.run(pipeline.gitHubScripts(of: "apply"))
      #expect(applied.status == 1, "\(applied.transcript)")
      #expect(applied.output.contains("came without a pull request"))
      #expect(runner.fixture.account.requests.isEmpty)
    }
  }

  @Test func `stops at a plan that fails and at another program than was trusted`() async throws {
    try await Self.with { pipeline, runner in
      try runner.write("version: 1\nproject: [\n", to: "sms/smsctl.yaml")
      let invalid = try await runner.run(pipeline.gitHubScripts(of: "plan"))
      #expect(invalid.status == 1, "\(invalid.transcript)")
      var fooled = runner
      fooled.expressions["vars.SMSCTL_SHA256"] = String(repeating: "0", count: 64)
      let refused = try await fooled.run(pipeline.gitHubScripts(of: "apply"))
      #expect(refused.status != 0)
      #expect(runner.fixture.account.requests.isEmpty)
    }
  }

  @Test func `uses actions by their major version and never two applies at once`() throws {
    let pipeline = try CIPipeline("github-actions.yml")
    #expect(
      Set(pipeline.gitHubActions) == [
        "actions/checkout@v4", "actions/upload-artifact@v4",
        "aws-actions/configure-aws-credentials@v4",
      ]
    )
    let apply = pipeline.root["jobs"]?.mapping?["apply"]?.mapping
    let concurrency = apply?["concurrency"]?.mapping
    #expect(concurrency?["group"]?.scalar?.text == "sms-apply")
    #expect(concurrency?["cancel-in-progress"]?.scalar?.text == "false")
  }

  /// A runner with everything that the workflow expects around it.
  private static func with(
    _ body: (CIPipeline, CIWorkspace) async throws -> Void
  ) async throws {
    try await Fixture.with(Fixture.Setup()) { fixture in
      var runner = try CIWorkspace(fixture)
      let root = fixture.directory
      runner.expressions = [
        "vars.SMSCTL_URL": "file://\(root)/smsctl.tar.gz",
        "vars.SMSCTL_SHA256": try await runner.archiveTool(),
        "github.token": "token",
        "github.event.pull_request.number": "7",
        "inputs.digest": "",
      ]
      runner.environment = [
        "OPTIONS": "--rate *=1000", "RUNNER_TEMP": "\(root)/runner",
        "GITHUB_PATH": "\(root)/runner/path", "GITHUB_STEP_SUMMARY": "\(root)/runner/summary",
        "GITHUB_REPOSITORY": "example/sms", "GITHUB_SHA": "cafe",
      ]
      try runner.write("c0ffee\n", to: "forge/head")
      try runner.write(gh, to: "bin/gh", isProgram: true)
      try await body(CIPipeline("github-actions.yml"), runner)
    }
  }

  /// Makes by hand a configuration set that the manifest has.
  private static func drift(_ runner: CIWorkspace) async throws {
    try runner.fixture.write(
      """
      version: 1
      project: quickstart
      regions: { us-east-1: {} }
      configurationSets: { codes: { defaultMessageType: PROMOTIONAL } }
      """,
      to: "by-hand.yaml"
    )
    let run = await runner.fixture.run(["apply", "-y", "by-hand.yaml"] + Fixture.fast)
    try #require(run.status == 0, "\(run.transcript)")
  }

  /// GitHub's own program, as far as the workflow uses it: comments, the pull request of a commit, and the
  /// artifact of a run, which is what the plan job left in `plan`.
  private static let gh = #"""
    #!/bin/bash
    set -eu
    [ -n "$GH_TOKEN" ] || exit 4
    arguments="$*"
    case "$arguments" in
      "api --paginate repos/example/sms/issues/7/comments --jq "*)
        if [ -e forge/comment.md ]; then echo 11; fi ;;
      "api --silent --method POST repos/example/sms/issues/7/comments --field body=@comment.md")
        echo POST >> forge/calls; cp comment.md forge/comment.md ;;
      "api --silent --method PATCH repos/example/sms/issues/comments/11 --field body=@comment.md")
        echo PATCH >> forge/calls; cp comment.md forge/comment.md ;;
      "api repos/example/sms/commits/cafe/pulls --jq "*) cat forge/head ;;
      "run list --workflow sms.yml --event pull_request --commit c0ffee --status success "*)
        echo 42 ;;
      "run download 42 --name sms-plan --dir reviewed") cp plan/* reviewed/ ;;
      *) echo "gh: unexpected: $arguments" >&2; exit 1 ;;
    esac
    """#
}

@Suite struct `The example for GitLab` {
  @Test func `plans, applies what was saved, and looks for drift`() async throws {
    try await Self.with { pipeline, runner in
      let planned = try await runner.run(pipeline.gitLabScript(of: "plan"))
      #expect(planned.status == 0, "\(planned.transcript)")
      #expect(runner.fixture.account.writes.isEmpty)
      #expect(runner.text("forge/comment.md").contains("8 to create"))

      let saved = try await runner.run(pipeline.gitLabScript(of: "save"))
      #expect(saved.status == 0, "\(saved.transcript)")
      let applied = try await runner.run(pipeline.gitLabScript(of: "apply"))
      #expect(applied.status == 0, "\(applied.transcript)")
      #expect(runner.fixture.account.writes.count == 15)

      let quiet = try await runner.run(pipeline.gitLabScript(of: "drift"))
      #expect(quiet.status == 0, "\(quiet.transcript)")

      // The plan is of yesterday now.
      runner.fixture.account.clearLog()
      let stale = try await runner.run(pipeline.gitLabScript(of: "apply"))
      #expect(stale.status == 4, "\(stale.transcript)")
      #expect(runner.fixture.account.writes.isEmpty)
    }
  }

  @Test func `tells of drift by a job that fails`() async throws {
    try await Self.with { pipeline, runner in
      let loud = try await runner.run(pipeline.gitLabScript(of: "drift"))
      #expect(loud.status == 2, "\(loud.transcript)")
    }
  }

  @Test func `stops at a plan that fails`() async throws {
    try await Self.with { pipeline, runner in
      try runner.write("version: 1\nproject: [\n", to: "sms/smsctl.yaml")
      let invalid = try await runner.run(pipeline.gitLabScript(of: "plan"))
      #expect(invalid.status == 1, "\(invalid.transcript)")
      #expect(runner.text("forge/comment.md") == "")
    }
  }

  @Test func `never runs two applies at once`() throws {
    let pipeline = try CIPipeline("gitlab-ci.yml")
    #expect(pipeline.root["apply"]?.mapping?["resource_group"]?.scalar?.text == "sms")
    #expect(pipeline.root["apply"]?.mapping?["interruptible"]?.scalar?.text == "false")
  }

  private static func with(
    _ body: (CIPipeline, CIWorkspace) async throws -> Void
  ) async throws {
    try await Fixture.with(Fixture.Setup()) { fixture in
      var runner = try CIWorkspace(fixture)
      runner.environment = [
        "AWS_ID_TOKEN": "token", "SMSCTL_COMMENT_TOKEN": "comment-token",
        "CI_API_V4_URL": "https://gitlab.example/api/v4", "CI_PROJECT_ID": "5",
        "CI_MERGE_REQUEST_IID": "7", "OPTIONS": "--rate *=1000",
      ]
      let tool = ToolProcess.executable.path
      try runner.write("#!/bin/sh\nexec '\(tool)' \"$@\"\n", to: "bin/smsctl", isProgram: true)
      try runner.write(curl, to: "bin/curl", isProgram: true)
      try await body(CIPipeline("gitlab-ci.yml"), runner)
    }
  }

  /// Takes the comment for GitLab.
  private static let curl = #"""
    #!/bin/bash
    set -eu
    case "$*" in
      *"PRIVATE-TOKEN: comment-token --data-urlencode body@plan.md"*/projects/5/merge_requests/7/notes)
        cp plan.md forge/comment.md ;;
      *) echo "curl: unexpected: $*" >&2; exit 1 ;;
    esac
    """#
}
