/// Calls that wait for a slot: the highest priority first, and first come first served among equals.
///
/// A binary heap, with the number of a call as its place in the order of arrival.
struct WaitingLine: Sendable, Equatable {
  /// One waiting call; numbers grow in order of arrival and are unique.
  struct Place: Sendable, Equatable {
    /// The number that `PacingSchedule.enqueue` gave it.
    var call: UInt64
    /// The higher goes first.
    var priority: Int

    /// Whether this one goes before `other`.
    func precedes(_ other: Place) -> Bool {
      priority == other.priority ? call < other.call : priority > other.priority
    }
  }

  private var heap: [Place] = []
  // Withdrawn calls that are still in the heap; they are skipped when they come up.
  private var withdrawn: Set<UInt64> = []

  /// Who goes next; nil when nobody waits.
  var first: Place? { heap.first }

  /// Lets a call join the line; its number must be new here.
  mutating func add(_ place: Place) {
    heap.append(place)
    siftUp(heap.count - 1)
  }

  /// Takes out `first`, because it leaves.
  mutating func removeFirst() {
    guard !heap.isEmpty else { return }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    siftDown(0)
    dropWithdrawn()
  }

  /// Takes out a call, wherever it stands; it must be waiting here.
  mutating func withdraw(_ call: UInt64) {
    withdrawn.insert(call)
    dropWithdrawn()
  }

  private mutating func dropWithdrawn() {
    while let first = heap.first, withdrawn.remove(first.call) != nil {
      heap.swapAt(0, heap.count - 1)
      heap.removeLast()
      siftDown(0)
    }
  }

  private mutating func siftUp(_ start: Int) {
    var child = start
    while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func siftDown(_ start: Int) {
    var parent = start
    while true {
      let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < heap.count }
      guard let best = children.min(by: { heap[$0].precedes(heap[$1]) }),
        heap[best].precedes(heap[parent])
      else { return }
      heap.swapAt(parent, best)
      parent = best
    }
  }
}
