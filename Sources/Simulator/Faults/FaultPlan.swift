/// The faults that are still to happen.
struct FaultPlan: Sendable {
  private var faults: [Fault]

  init(_ faults: [Fault]) {
    self.faults = faults
  }

  /// What happens to the next call of an operation: the first fault that matches and has calls
  /// left, which it loses one of; and all delays together, which do not take its place.
  mutating func next(_ operation: String) -> (effect: Fault.Effect?, delayMilliseconds: Int) {
    var effect: Fault.Effect?
    var delay = 0
    for index in faults.indices where faults[index].matches(operation) {
      guard faults[index].count != 0 else { continue }
      if case .delay(let milliseconds) = faults[index].effect {
        delay += milliseconds
      } else if effect == nil {
        effect = faults[index].effect
      } else {
        continue
      }
      faults[index].count = faults[index].count.map { $0 - 1 }
    }
    return (effect, delay)
  }
}
