import Foundation
import SMSVoice
import Testing

/// With real time in it: the simulator and two clients are processes of their own.
@Suite(.serialized) struct `Two applies at the same time` {
  /// A project of forty sender IDs, all of them requests of one operation.
  private static func manifest(_ project: String, _ sender: String) -> String {
    let countries = CountryTable.bundled.withoutRegistration.prefix(40).map(\.iso)
    return """
      version: 1
      project: \(project)
      regions: { us-east-1: { rates: { "*": 20 } } }
      senderIds: { \(sender): { countries: [\(countries.joined(separator: ", "))] } }
      """
  }

  @Test(.timeLimit(.minutes(10)))
  func `both finish within the quota that they share`() async throws {
    await Turnstile.shared.enterAlone()
    defer { Task { await Turnstile.shared.leaveAlone() } }
    try await withTemporaryDirectory { directory in
      let projects = ["first", "second"]
      for (project, sender) in zip(projects, ["FIRSTCO", "SECONDCO"]) {
        try Self.manifest(project, sender)
          .write(toFile: "\(directory)/\(project).yaml", atomically: true, encoding: .utf8)
      }
      try await ToolProcess.withServer(["--rate-scale", "20"], in: directory) { _, environment in
        let applies = try projects.map { project in
          try ToolProcess(
            ["apply", "-y", "\(project).yaml", "--log", "\(project).log"],
            environment: environment,
            directory: directory,
            name: project
          )
        }
        for apply in applies {
          let run = await apply.run()
          #expect(run.status == 0, "\(run.transcript)")
        }
        for project in projects {
          let plan = try ToolProcess(
            ["plan", "\(project).yaml", "--detailed-exitcode"],
            environment: environment,
            directory: directory,
            name: "plan-\(project)"
          )
          let run = await plan.run()
          #expect(run.status == 0, "\(run.transcript)")
        }
      }
      for project in projects {
        let requests = try JournalText(file: "\(directory)/\(project).log").calls
          .filter { $0.operation == "RequestSenderId" }
        let throttled = requests.count { $0.outcome == "ThrottlingException" }
        let outcomes = Dictionary(grouping: requests, by: \.outcome).mapValues(\.count)
        #expect(outcomes["ok"] == 40, "\(outcomes)")
        #expect(throttled <= 40, "\(throttled) of \(requests.count)")
        #expect(requests.count == 40 + throttled)
      }
    }
  }
}
