package import ArgumentParser
internal import Foundation
internal import SMSVoice
internal import Simulator

/// `smsctl simulate`: plays the service on loopback.
package struct SimulateCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Serve a simulated account on loopback, for smsctl, the AWS CLI and every SDK.",
    discussion: """
      Prints what to set in the environment on standard output, and every request on standard error. \
      Checks signatures, validates requests, and enforces the quotas. Stop it with Ctrl-C.
      """
  )

  @Option(help: ArgumentHelp("The port; 0 picks a free one.", valueName: "n"))
  package var port: UInt16 = 8787

  @Option(help: ArgumentHelp("Keep the account in this file.", valueName: "file"))
  package var state: String?

  @Option(help: ArgumentHelp("What the account holds at first.", valueName: "file"))
  package var seed: String?

  @Option(
    help: ArgumentHelp(
      "Allow only what this IAM policy allows. Without it everything is allowed.",
      valueName: "file"
    )
  )
  package var policy: String?

  @Option(help: ArgumentHelp("Multiply every quota by this.", valueName: "x"))
  package var rateScale: Double = 1

  @Option(
    help: ArgumentHelp(
      "Make calls fail, such as 'CreatePool:drop:1', '*:500:1/5' or 'eu-west-1/*:503:all'. Repeatable; see spec/simulator.md.",
      valueName: "fault"
    )
  )
  package var fault: [String] = []

  @Option(
    help: ArgumentHelp(
      "Let every read show what the account was so many seconds ago.",
      valueName: "seconds"
    )
  )
  package var consistency: Double = 0

  @Option(
    help: ArgumentHelp(
      "Let new pools and numbers take so many seconds until they can be used.",
      valueName: "seconds"
    )
  )
  package var activation: Double = 0.2

  @Option(
    help: ArgumentHelp(
      "Take the other side of an assumption about the service. Repeatable; see spec/simulator.md.",
      valueName: "name=value"
    )
  )
  package var assume: [String] = []

  package init() {}

  /// Checks what no single option can.
  package func validate() throws {
    guard rateScale.isFinite, rateScale > 0 else {
      throw ValidationError("--rate-scale must be greater than 0")
    }
    for (name, value) in [("--consistency", consistency), ("--activation", activation)] {
      guard (0...3600).contains(value) else {
        throw ValidationError("\(name) must be a number of seconds from 0 to 3600")
      }
    }
  }

  package func run(in host: Host) async throws -> ExitStatus {
    var configuration = SimulatorConfiguration()
    configuration.rateScale = rateScale
    configuration.stateFile = state.map(host.absolute)
    configuration.seedFile = seed.map(host.absolute)
    configuration.policyFile = policy.map(host.absolute)
    configuration.consistencyLag = .seconds(consistency)
    configuration.activation = .seconds(activation)
    do {
      configuration.faults = try fault.map { try Fault(parsing: $0) }
      for text in assume { try configuration.assumptions.set(parsing: text) }
    } catch {
      throw CommandFailure(.usage, "error: \(error)")
    }
    let simulator = try Simulator(configuration) { host.writeError($0.line + "\n") }
    let bound = try await simulator.start(port: port)
    host.writeOutput(Self.instructions(port: bound, configuration))
    let (_, status) = try await Interruption.watching(host: host, notice: "stopping") {
      // Until a signal comes.
      while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }
    await simulator.stop()
    return status == nil ? .failed : .done
  }

  private static func instructions(port: UInt16, _ configuration: SimulatorConfiguration) -> String
  {
    """
    export AWS_ENDPOINT_URL=http://127.0.0.1:\(port)
    export AWS_ACCESS_KEY_ID=\(configuration.accessKeyID)
    export AWS_SECRET_ACCESS_KEY=\(configuration.secretAccessKey)
    export AWS_REGION=us-east-1

    """
  }
}
