internal import ArgumentParser

/// How `plan` shows a plan.
package enum PlanFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
  /// For people, coloured where the terminal takes it.
  case text
  /// The plan document, one JSON object.
  case json
  /// For the comment of a pull request.
  case markdown

  /// The one place that knows which view is for which format.
  func view(of run: PlannedRun, on terminal: Terminal) throws -> String {
    switch self {
    case .text: PlanText(run: run, terminal: terminal).text
    case .json: try DocumentText.json(of: run.document)
    case .markdown: PlanMarkdown(run: run).text
    }
  }
}
