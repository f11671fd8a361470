import Simulator
import Testing

@Suite struct `The scenario` {
  @Test func `is the same in every run`() throws {
    #expect(try Scenario().transcript == Scenario().transcript)
  }

  @Test func `succeeds with every operation the simulator has`() throws {
    #expect(Set(SimulatedService.operations).subtracting(try Scenario().succeeded) == [])
  }

  @Test(arguments: SimulatorAssumptions.all)
  func `shows the difference that an assumption makes`(assumption: Assumption) throws {
    let usual = try Scenario().transcript
    for value in assumption.values.dropFirst() {
      let other = try Scenario(assume: ["\(assumption.name)=\(value)"]).transcript
      #expect(other != usual, "\(assumption.name)=\(value)")
    }
  }
}
