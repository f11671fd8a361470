internal import Foundation

/// A policy of the caller: what it may do.
///
/// What no statement allows is refused, and a statement that denies wins over all that allow.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>
struct Policy: Sendable, Equatable {
  /// What a policy says to a request.
  enum Decision: Sendable, Equatable {
    /// A statement allows it, and none denies it.
    case allowed
    /// No statement allows it.
    case notAllowed
    /// A statement denies it.
    case denied
  }

  /// In the order of the file, which decides nothing.
  let statements: [PolicyStatement]

  /// What it says to a request.
  func decision(on request: AccessRequest) -> Decision {
    let matching = statements.filter { $0.matches(request) }
    if matching.contains(where: { $0.effect == .deny }) { return .denied }
    return matching.isEmpty ? .notAllowed : .allowed
  }
}

/// One statement of a policy.
struct PolicyStatement: Sendable, Equatable {
  /// What a statement that matches does; the raw values are those of `Effect`.
  enum Effect: String, Sendable {
    case allow = "Allow"
    case deny = "Deny"
  }

  /// Patterns, or those that must not match.
  struct Selection: Sendable, Equatable {
    /// At least one.
    var patterns: [PolicyPattern]
    /// True for `NotAction` and `NotResource`.
    var isNegated: Bool

    /// Whether `text` is picked, negation considered.
    func contains(_ text: String) -> Bool {
      patterns.contains { $0.matches(text) } != isNegated
    }
  }

  /// `Allow` or `Deny`.
  var effect: Effect
  /// `Action` or `NotAction`; without regard to case.
  var actions: Selection
  /// `Resource` or `NotResource`; patterns of ARNs, case regarded.
  var resources: Selection
  /// All have to hold.
  var conditions: [PolicyCondition]

  /// Whether the statement has a say in a request.
  func matches(_ request: AccessRequest) -> Bool {
    actions.contains(request.action) && resources.contains(request.resource)
      && conditions.allSatisfy { $0.holds(in: request.context) }
  }
}

extension Policy {
  /// Reads a file; what the simulator could not keep to is an error, too.
  init(file path: String) throws(SimulatorError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw .unreadableFile(path, error.localizedDescription)
    }
    do {
      try self.init(parsing: Array(data))
    } catch {
      throw .malformedPolicy(path, error.place, error.trouble)
    }
  }
}
