import Foundation
import Simulator
import Testing

@Suite struct Assumptions {
  @Test func `have unique names and at least two values`() {
    let names = SimulatorAssumptions.all.map(\.name)
    #expect(Set(names).count == names.count)
    for assumption in SimulatorAssumptions.all {
      #expect(Set(assumption.values).count >= 2, "\(assumption.name)")
    }
  }

  @Test func `are set from text`() throws {
    var assumptions = SimulatorAssumptions()
    for assumption in SimulatorAssumptions.all {
      #expect(assumptions[assumption] == assumption.defaultValue)
      let value = try #require(assumption.values.last)
      try assumptions.set(parsing: "\(assumption.name)=\(value)")
      #expect(assumptions[assumption] == value)
    }
  }

  @Test(arguments: ["pool-create", "colour=red", "pool-create=later"])
  func `that do not exist are refused`(text: String) {
    var assumptions = SimulatorAssumptions()
    #expect(throws: SimulatorError.self) { try assumptions.set(parsing: text) }
  }

  @Test func `are all in the document, with their values and marks`() throws {
    let document = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../spec/simulator.md"),
      encoding: .utf8
    )
    for assumption in SimulatorAssumptions.all {
      let values = assumption.values.map { "`\($0)`" }.joined(separator: ", ")
      let row =
        "| `\(assumption.name)` | \(values) | \(assumption.mark.rawValue) | \(assumption.summary) |"
      #expect(document.contains(row), "spec/simulator.md lacks: \(row)")
    }
  }
}
