import Resources
import Testing

@Suite struct `A set of numbers` {
  @Test(arguments: [
    ["+12065550100"], ["12065550100"], ["12345"], ["+1", "+999999999999999999"],
    ["+1234567890123456789"], ["0123"], ["+"], [""], ["+1 206", "+49-1"], ["+४२"],
  ])
  func `has its elements as they were told`(_ numbers: [String]) {
    #expect(Array(NumberSet(numbers)) == numbers)
  }

  @Test func `is in the order of the digits, and has no number twice`() {
    let numbers = NumberSet(["x", "+447700900123", "+12", "5", "12", "+12", "x", "447700900123"])
    #expect(Array(numbers) == ["5", "+12", "+447700900123", "x"])
    #expect(numbers.count == 4)
  }

  @Test(arguments: [
    (["+1", "+2", "+3"], ["+2"], ["+1", "+3"]), (["+1"], [], ["+1"]), ([], ["+1"], []),
    (["1", "+2"], ["+1", "2"], []), (["+1", "+2"], ["+1", "+2", "+3"], []),
    (["007", "+5"], ["008", "007", "4"], ["+5"]),
    (["+5", "+9"], ["+1", "+2", "+7"], ["+5", "+9"]),
  ])
  func `knows what another lacks`(_ old: [String], _ new: [String], _ missing: [String]) {
    #expect(Array(NumberSet(old).subtracting(NumberSet(new))) == missing)
  }

  @Test func `takes eight bytes for each of 100,000 numbers`() {
    let all = NumberSet((0..<100_000).lazy.map { "+\(12_065_000_000 + ($0 * 7919) % 100_003)" })
    #expect(all.count == 100_000)
    #expect(all.byteCount <= 8 * 100_000 + 4_096)
    let missing = all.subtracting(NumberSet(all.prefix(90_000)))
    #expect(missing.count == 10_000)
    #expect(missing.byteCount <= 2 * 8 * 10_000)
  }
}
