internal import AWSClient
internal import Foundation
internal import SMSVoice

/// Calls DescribePools of a simulator and prints what that cost, as JSON.
///
///     ClientBench URL CALLS AT-A-TIME
///
/// For `Scripts/bench.py`, which runs the same loop in boto3. The first call, which loads and connects,
/// is not counted.
@main
enum ClientBench {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let calls = Int(arguments[2]), let lanes = Int(arguments[3]) else {
      throw BenchError("usage: ClientBench URL CALLS AT-A-TIME")
    }
    let transport = try CurlTransport()
    let client = try client(url: arguments[1], transport)
    try await call(client, times: 1)
    let (start, before) = (ContinuousClock.now, processorSeconds)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<lanes {
        group.addTask { try await call(client, times: (calls + lane) / lanes) }
      }
      try await group.waitForAll()
    }
    let figures: [String: Double] = [
      "cpu": processorSeconds - before,
      "seconds": start.duration(to: .now) / .seconds(1),
      "kilobytes": try peakKilobytes(),
      "connections": Double(transport.usage.connections),
    ]
    let data = try JSONSerialization.data(withJSONObject: figures, options: .sortedKeys)
    print(String(decoding: data, as: UTF8.self))
  }

  private static func client(url: String, _ transport: CurlTransport) throws -> ServiceClient {
    let environment = ProcessInfo.processInfo.environment
    guard let keyID = environment["AWS_ACCESS_KEY_ID"],
      let secret = environment["AWS_SECRET_ACCESS_KEY"]
    else { throw BenchError("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set") }
    let credentials = Credentials(accessKeyID: keyID, secretAccessKey: Secret(secret))
    return ServiceClient(
      ServiceClientConfiguration(
        credentials: StaticCredentials(credentials),
        endpoints: try EndpointResolver(
          flag: url,
          settings: ClientSettings(ClientSurroundings())
        ),
        transport: transport,
        quotas: Quotas(overrides: [.init(pattern: "*", rate: .infinity)]),
        userAgent: "smsctl/bench"
      )
    )
  }

  private static func call(_ client: ServiceClient, times: Int) async throws {
    for _ in 0..<times {
      let response = try await client.send(
        ServiceRequest(region: "us-east-1", operation: "DescribePools", body: Data("{}".utf8))
      )
      guard try JSONSerialization.jsonObject(with: response.body) is [String: Any] else {
        throw BenchError("the answer is not an object")
      }
    }
  }

  /// Of this process, its own and the system's for it.
  private static var processorSeconds: Double {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1_000_000
    }
  }

  // getrusage would give the peak of whoever started us, if that was higher.
  private static func peakKilobytes() throws -> Double {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    guard let match = status.firstMatch(of: /VmHWM:\s+(\d+)/), let value = Double(match.1) else {
      throw BenchError("the system does not tell the peak of memory")
    }
    return value
  }
}

/// What kept the benchmark from running.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
