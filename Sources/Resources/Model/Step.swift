package import SMSVoice

/// A state that a resource reaches by steps, and that steps of other resources may wait for.
///
/// A milestone to which no step of the plan contributes is already reached.
package struct Milestone: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The states there are.
  package enum State: String, Sendable {
    /// The resource is there and can be named in calls.
    case exists
    /// It has its final settings, so that others may join or use it.
    case ready
    /// A protect configuration has every rule and every BLOCK override it is to have.
    case guarding
    /// Nothing uses the live resource any more, so that it can go away.
    case unused
    /// The live resource is gone.
    case gone
  }

  /// Of any resource, live ones that the manifest does not have among them.
  package let address: Address
  package let state: State

  package init(_ address: Address, _ state: State) {
    self.address = address
    self.state = state
  }

  /// For example `us-east-1/pool/otp ready`.
  package var description: String { "\(address) \(state.rawValue)" }

  /// By address, then by the state's name.
  package static func < (left: Milestone, right: Milestone) -> Bool {
    (left.address, left.state.rawValue) < (right.address, right.state.rawValue)
  }
}

/// One step of a plan: a call that writes, or a wait for what the service does by itself.
package struct Step: Sendable {
  /// Unique in a plan and the same in each run, for example `us-east-1/pool/otp CreatePool`.
  package struct ID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The address, `wait` where the role is that, the operation, and the detail if there is one.
    package let description: String

    /// Takes a whole id, to name a step that the plan may or may not have.
    package init(_ description: String) {
      self.description = description
    }

    package static func < (left: ID, right: ID) -> Bool { left.description < right.description }
  }

  /// What a step must wait for.
  package enum Dependency: Hashable, Sendable {
    /// A step of any region; one that the plan does not have is done already.
    case step(ID)
    /// All steps that reach the milestone.
    case milestone(Milestone)
  }

  /// How a step spends its time.
  package enum Role: Sendable, Equatable {
    /// Makes the call that the plan promises.
    case write
    /// Polls until the service has got there; fails when `timeout` has passed.
    case wait(timeout: Duration)
  }

  package let id: ID
  /// The resource that the step is for.
  package let address: Address
  /// The bucket that the step draws on.
  package let operation: Operation
  package let role: Role
  /// Calls beside the one of `operation` that the step needs, for the estimate: reads before or after it.
  package let reads: [Operation]
  /// All of it must have succeeded before the step may start.
  package private(set) var dependsOn: Set<Dependency>
  /// A milestone is reached when this step and all others that contribute to it have succeeded.
  package private(set) var reaches: Set<Milestone>
  /// Does it.
  ///
  /// Throws `ServiceError`, `StepFailure` or `CancellationError`.
  package private(set) var perform: Work

  /// What a step does.
  package typealias Work = @Sendable (StepContext) async throws -> Void

  /// Makes a step of `address`.
  ///
  /// `detail` tells steps apart that share address and operation.
  package init(
    _ operation: Operation,
    of address: Address,
    detail: String? = nil,
    role: Role = .write,
    reads: [Operation] = [],
    after dependencies: Set<Dependency> = [],
    reaching milestones: Set<Milestone> = [],
    perform: @escaping Work
  ) {
    let suffix = detail.map { " \($0)" } ?? ""
    let verb = role == .write ? "" : "wait "
    id = ID("\(address) \(verb)\(operation)\(suffix)")
    self.address = address
    self.operation = operation
    self.role = role
    self.reads = reads
    dependsOn = dependencies
    reaches = milestones
    self.perform = perform
  }

  /// The same step, waiting for more.
  package func waiting(for more: Set<Dependency>) -> Step {
    var step = self
    step.dependsOn.formUnion(more)
    return step
  }

  /// The same step, which does its work as `wrapping` does it.
  package func performing(
    _ wrapping: @escaping @Sendable (StepContext, _ work: Work) async throws -> Void
  ) -> Step {
    var step = self
    step.perform = { [perform] context in try await wrapping(context, perform) }
    return step
  }

  /// The same step, reaching more.
  package func reaching(_ more: Set<Milestone>) -> Step {
    var step = self
    step.reaches.formUnion(more)
    return step
  }
}

/// A step that could not do its work although no call was refused.
package struct StepFailure: Error, Sendable, Equatable {
  /// One sentence for the user, lower case, without a full stop.
  package var message: String

  package init(_ message: String) {
    self.message = message
  }
}
