internal import SMSVoice

/// Replacing what has a name, which must not happen twice.
///
/// A plan that was made from reads that lag can want to replace what a run that was killed has replaced
/// already. The old and the new have one name, so that the service would take the new one away. Hence a
/// replacement begins with a look at a time when reads show whatever earlier runs have done.
extension Step {
  /// The look, before which nothing of the replacement may happen.
  ///
  /// `isDone` tells whether the resource is what it is to be replaced with.
  static func look(
    _ operation: Operation,
    beforeReplacing address: Address,
    lag: Duration,
    isDone: @escaping @Sendable (StepContext) async throws -> Bool
  ) -> Step {
    Step(
      operation,
      of: address,
      detail: "before its replacement",
      role: .wait(timeout: lag)
    ) { context in
      try await context.outwait(lag)
      if try await context.seen({ try await isDone(context) }) == true {
        context.created.noteReplaced(address)
      }
    }
  }

  /// The same step of a replacement after its look: nothing, where that has shown that all is done.
  func after(look: Step) -> Step {
    waiting(for: [.step(look.id)]).performing { context, work in
      guard !context.created.isReplaced(look.address) else { return }
      try await work(context)
    }
  }
}
