import AWSClient
import Foundation
import SMSVoice
import Synchronization

extension ServiceClientConfiguration {
  /// A configuration without pacing whose retries wait in virtual time.
  static func make(
    _ transport: any Transport,
    endpoint: String = "http://127.0.0.1:1",
    clock: any MonotonicClock = LeapingClock()
  ) throws -> ServiceClientConfiguration {
    var configuration = ServiceClientConfiguration(
      credentials: StaticCredentials(.make()),
      endpoints: try EndpointResolver.make(flag: endpoint),
      transport: transport,
      quotas: Quotas(overrides: [.init(pattern: "*", rate: .infinity)]),
      userAgent: "smsctl/test"
    )
    configuration.clock = clock
    configuration.random = { 0.5 }
    configuration.date = { Date(timeIntervalSince1970: 1_440_938_160) }
    return configuration
  }
}

extension ClientSettings {
  /// What variables and the text of `~/.aws/config` say.
  static func make(
    _ variables: [String: String],
    config: String = ""
  ) throws -> ClientSettings {
    var surroundings = ClientSurroundings(variables: variables)
    surroundings.readFile = { $0 == "/home/user/.aws/config" ? Data(config.utf8) : nil }
    return try ClientSettings(surroundings)
  }
}

extension EndpointResolver {
  /// What the given variables and flag make of the endpoints, without any shared file.
  static func make(
    _ variables: [String: String] = [:],
    flag: String? = nil
  ) throws -> EndpointResolver {
    let settings = try ClientSettings(ClientSurroundings(variables: variables))
    return try EndpointResolver(flag: flag, settings: settings)
  }
}

extension Credentials {
  /// The credentials of AWS's examples.
  static func make(token: String? = nil) -> Credentials {
    Credentials(
      accessKeyID: "AKIDEXAMPLE",
      secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
      sessionToken: token.map { Secret($0) }
    )
  }
}

extension ServiceRequest {
  /// A call whose contents do not matter.
  static func make(
    _ operation: SMSVoice.Operation = "CreatePool",
    body: String = "{}"
  ) -> ServiceRequest {
    ServiceRequest(
      region: "eu-west-1",
      operation: operation,
      body: Data(body.utf8),
      subject: "eu-west-1/pool/otp"
    )
  }
}

/// Collects values from any thread.
final class Collector<Value: Sendable>: Sendable {
  private let state = Mutex<[Value]>([])

  /// What was added so far, in order.
  var values: [Value] { state.withLock { $0 } }

  func add(_ value: Value) {
    state.withLock { $0.append(value) }
  }
}
