/// The faults that are still to happen.
struct FaultPlan: Sendable {
  /// With the number of matching calls that each has seen.
  private var faults: [(fault: Fault, seen: Int)]

  /// In the order in which they are asked.
  init(_ faults: [Fault]) {
    self.faults = faults.map { ($0, 0) }
  }

  /// What happens to the next call of an operation in a region: the first fault that strikes it,
  /// which keeps it from those behind; and all delays together, which do not take its place.
  mutating func next(
    _ operation: String,
    in region: String
  ) -> (effect: Fault.Effect?, delayMilliseconds: Int) {
    var effect: Fault.Effect?
    var delay = 0
    for index in faults.indices {
      let fault = faults[index].fault
      guard fault.matches(operation, in: region), effect == nil || fault.effect.isDelay else {
        continue
      }
      faults[index].seen += 1
      guard fault.extent.covers(faults[index].seen - 1) else { continue }
      if case .delay(let milliseconds) = fault.effect {
        delay += milliseconds
      } else {
        effect = fault.effect
      }
    }
    return (effect, delay)
  }
}
