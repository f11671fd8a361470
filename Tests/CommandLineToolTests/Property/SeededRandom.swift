/// A random number generator whose numbers depend on the seed only (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// True in so many of a hundred cases.
  mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &self) < percent
  }

  /// One of the items, of which there must be some.
  mutating func pick<Item>(_ items: [Item]) -> Item {
    items[Int.random(in: items.indices, using: &self)]
  }

  /// Each item with that chance, in a random order.
  mutating func some<Item>(_ items: [Item], _ percent: Int) -> [Item] {
    items.shuffled(using: &self).filter { _ in chance(percent) }
  }

  /// As `some`, but never nothing.
  mutating func atLeastOne<Item>(_ items: [Item], _ percent: Int) -> [Item] {
    let chosen = some(items, percent)
    return chosen.isEmpty ? [pick(items)] : chosen
  }
}
