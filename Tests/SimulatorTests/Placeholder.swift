import Foundation
import Simulator
import Testing

@Test func `serve for a while`() async throws {
  guard let text = ProcessInfo.processInfo.environment["SIM_PORT"], let port = UInt16(text) else { return }
  let simulator = try Simulator(SimulatorConfiguration(rateScale: 1, stateFile: "/tmp/simstate.json")) { print($0.line) }
  let p = try await simulator.start(port: port)
  print("listening", p)
  try await Task.sleep(for: .seconds(Int(ProcessInfo.processInfo.environment["SIM_SECONDS"] ?? "20") ?? 20))
  await simulator.stop()
}
