import AWSClient
import Testing

@Suite struct `Paced calls` {
  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `never reach the server within the interval when the network is steady`(seed: UInt64) {
    var simulation = PacingSimulation(rate: 1, seed: seed)
    simulation.jitter = .milliseconds(5)
    simulation.run(100)
    #expect(simulation.server.throttled == 0)
    #expect(simulation.overhead <= 1.02)
  }

  @Test func `are hardly ever too early when the network is not steady`() {
    let simulations = (1...UInt64(50)).map { seed in
      var simulation = PacingSimulation(rate: 1, seed: seed)
      simulation.jitter = .milliseconds(50)
      simulation.run(137)
      return simulation
    }
    let throttled = simulations.map(\.server.throttled).reduce(0, +)
    #expect(Double(throttled) <= 0.01 * Double(50 * 137))
    #expect(simulations.allSatisfy { $0.overhead <= 1.10 })
  }

  @Test func `are not held up by an operation that works long`() {
    var simulation = PacingSimulation(rate: 1)
    simulation.work = .seconds(3)
    simulation.run(100)
    #expect(simulation.server.throttled == 0)
    #expect(simulation.overhead <= 1.11)
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `keep close to a raised rate`(seed: UInt64) {
    var simulation = PacingSimulation(rate: 20, seed: seed)
    simulation.networkDelay = .microseconds(100)
    simulation.jitter = .microseconds(200)
    simulation.work = .milliseconds(1)
    simulation.run(200)
    #expect(simulation.server.throttled == 0)
    #expect(simulation.overhead <= 1.05)
  }
}
