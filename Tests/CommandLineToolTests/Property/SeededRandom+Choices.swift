import TestSupport

extension SeededRandom {
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
