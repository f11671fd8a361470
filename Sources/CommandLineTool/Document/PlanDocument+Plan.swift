internal import Diagnostics
internal import Foundation
internal import Planning
internal import Resources
internal import SMSVoice

extension PlanDocument {
  /// The document of a plan.
  ///
  /// `warnings` are those of the manifest and of the plan.
  init(_ plan: Plan, scope: Scope, warnings: [Diagnostic], refusals: [String]) {
    let graph = plan.graph
    toolVersion = Tool.version
    project = plan.project
    account = plan.account
    regions = plan.regions
    changes = plan.changes.map { Change($0, in: graph) }
    self.warnings = warnings.map { Warning(message: $0.message.text, source: Source($0.range)) }
    opens = plan.opens.map { address, opening in
      Opening(
        address: address.description,
        path: opening.path,
        subject: opening.subject,
        before: opening.before,
        after: opening.after
      )
    }
    var summary = Dictionary(uniqueKeysWithValues: Action.allCases.map { ($0.rawValue, 0) })
    for change in plan.changes { summary[change.action.rawValue, default: 0] += 1 }
    self.summary = summary
    estimate = Estimate(plan.estimate)
    leftOut = scope.leftOut
    cameAlong = scope.cameAlong.map(\.description)
    self.refusals = refusals
    digest = ""
    digest = PlanDigest.hexadecimal(of: self)
  }
}

extension PlanDocument.Change {
  fileprivate init(_ change: ResourceChange, in graph: StepGraph) {
    address = change.address.description
    region = change.address.region
    kind = change.address.kind
    name = change.address.name
    action = change.action.rawValue
    reason = change.reason
    remedy = change.remedy
    attributes = change.attributes.map { attribute in
      PlanDocument.Attribute(
        path: attribute.path,
        before: PlanDocument.Value(attribute.before),
        after: PlanDocument.Value(attribute.after)
      )
    }
    steps = change.steps.map { step in
      PlanDocument.Step(
        id: step.id.description,
        operation: step.operation.rawValue,
        role: step.role == .write ? "write" : "wait",
        dependsOn: graph.prerequisites(of: step.id).map(\.description)
      )
    }
    goesAlong = change.goesAlong > 0 ? change.goesAlong : nil
    source = PlanDocument.Source(change.range)
  }
}

extension PlanDocument.Source {
  fileprivate init?(_ range: SourceRange?) {
    guard let range else { return nil }
    self.init(file: range.file.name, line: range.start.line, column: range.start.column)
  }
}

extension PlanDocument.Estimate {
  fileprivate init(_ estimate: Planning.Estimate) {
    writes = estimate.writes
    seconds = (estimate.duration / .milliseconds(1)).rounded() / 1000
    leastSeconds = (estimate.lowerBound / .milliseconds(1)).rounded() / 1000
    switch estimate.bound {
    case .nothing: bound = nil
    case .bucket(let bucket):
      bound = PlanDocument.Bound(
        kind: "quota",
        operation: bucket.operation.rawValue,
        region: bucket.region,
        calls: bucket.calls,
        rate: bucket.rate
      )
    case .writes(let region, let calls, let rate):
      bound = PlanDocument.Bound(kind: "writes", region: region, calls: calls, rate: rate)
    case .chain(let address, let steps):
      bound = PlanDocument.Bound(kind: "chain", address: address.description, steps: steps)
    }
  }
}
