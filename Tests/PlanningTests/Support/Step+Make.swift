import Resources
import SMSVoice

extension Step {
  /// A step of `us-east-1/pool/NAME`, or of another region, that does nothing.
  static func make(
    _ operation: SMSVoice.Operation,
    _ name: String,
    region: String = "us-east-1",
    role: Role = .write,
    reads: [SMSVoice.Operation] = [],
    after: Set<Dependency> = [],
    reaching: Set<Milestone> = []
  ) -> Step {
    Step(
      operation,
      of: Address(region: region, kind: "pool", name: name),
      role: role,
      reads: reads,
      after: after,
      reaching: reaching
    ) { _ in }
  }

  /// What others say to wait for this one.
  var done: Dependency { .step(id) }
}
