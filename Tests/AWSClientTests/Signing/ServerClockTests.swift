import AWSClient
import Foundation
import SMSVoice
import Simulator
import Testing

@Suite struct `A clock that servers correct` {
  /// An answer to a request that this machine signed at its own time.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var code = "InvalidSignatureException"
    var message = "Signature expired: 20150830T123600Z is now earlier than 20150830T123800Z"
    /// How far the server is ahead of this machine, in seconds; nil for no `Date` header.
    var ahead: TimeInterval? = 1_020
    var attempts: Int
  }

  private static let refusals = [
    Refusal(testDescription: "expired", attempts: 2),
    Refusal(
      testDescription: "not yet current",
      message: "Signature not yet current: 20150830T123600Z is still later than 20150830T122000Z",
      ahead: -1_020,
      attempts: 2
    ),
    Refusal(testDescription: "STS", code: "SignatureDoesNotMatch", attempts: 2),
    Refusal(testDescription: "AuthFailure", code: "AuthFailure", attempts: 2),
    Refusal(testDescription: "skewed", code: "RequestTimeTooSkewed", message: "m", attempts: 2),
    Refusal(testDescription: "too late", code: "RequestExpired", message: "m", attempts: 2),
    Refusal(testDescription: "too early", code: "RequestInTheFuture", message: "m", attempts: 2),
    Refusal(testDescription: "just over the tolerance", ahead: 241, attempts: 2),
    Refusal(testDescription: "within the tolerance", ahead: 240, attempts: 1),
    Refusal(testDescription: "within it the other way", ahead: -240, attempts: 1),
    Refusal(testDescription: "no date", ahead: nil, attempts: 1),
    Refusal(testDescription: "a wrong key", message: "The signature does not match", attempts: 1),
    Refusal(
      testDescription: "an expired token",
      code: "ExpiredTokenException",
      message: "The security token included in the request is expired",
      attempts: 1
    ),
    Refusal(testDescription: "another error", code: "ValidationException", attempts: 1),
  ]

  @Test(arguments: refusals)
  func `is corrected by a refusal for the date alone`(refusal: Refusal) async throws {
    let transport = ScriptedTransport([Self.answer(refusal), .answer(200, "{}")])
    let client = ServiceClient(try .make(transport))
    if refusal.attempts == 2 {
      _ = try await client.send(.make())
      _ = try await client.send(.make())
      let dates = transport.requests.map { $0.headers["X-Amz-Date"] }
      let right = Self.stamp(Self.machine.addingTimeInterval(refusal.ahead ?? 0))
      #expect(dates == [Self.stamp(Self.machine), right, right])
    } else {
      let error = await #expect(throws: ServiceError.self) { try await client.send(.make()) }
      #expect(error?.code == refusal.code)
      #expect(error.map { refusal.message.hasPrefix($0.message) } == true)
      #expect(transport.requests.count == 1)
    }
  }

  @Test(
    arguments: [
      (1_020, "17 minutes behind the server's (2015-08-30T12:53:00Z)"),
      (-1_020, "17 minutes ahead of the server's (2015-08-30T12:19:00Z)"),
      (3 * 3_600, "3 hours behind the server's (2015-08-30T15:36:00Z)"),
      (-400 * 86_400, "400 days ahead of the server's (2014-07-26T12:36:00Z)"),
    ] as [(TimeInterval, String)]
  )
  func `is corrected once`(ahead: TimeInterval, words: String) async throws {
    let refusal = Refusal(testDescription: "always", ahead: ahead, attempts: 2)
    let transport = ScriptedTransport([Self.answer(refusal)])
    let client = ServiceClient(try .make(transport))
    for attempts in [2, 3] {
      let error = await #expect(throws: ServiceError.self) { try await client.send(.make()) }
      #expect(error?.kind == .credentials)
      #expect(
        error?.message == "this machine's clock is \(words): set it, for example with NTP"
      )
      #expect(transport.requests.count == attempts)
    }
  }

  @Test(arguments: [-1_020, 1_020, 86_400] as [TimeInterval])
  func `agrees with the simulator, however many calls it refused`(off: TimeInterval) async throws {
    let outcomes = Collector<String>()
    let simulator = try Simulator(SimulatorConfiguration(rateScale: 1_000_000)) {
      outcomes.add($0.outcome)
    }
    let port = try await simulator.start(port: 0)
    var configuration = try ServiceClientConfiguration.make(
      try CurlTransport(),
      endpoint: "http://127.0.0.1:\(port)"
    )
    configuration.credentials = StaticCredentials(
      Credentials(
        accessKeyID: SimulatorConfiguration.defaultAccessKeyID,
        secretAccessKey: Secret(SimulatorConfiguration.defaultSecretAccessKey)
      )
    )
    configuration.date = { Date().addingTimeInterval(off) }
    let client = ServiceClient(configuration)
    let failures = await withTaskGroup(of: (any Error)?.self) { group in
      for _ in 0..<20 {
        group.addTask {
          do {
            _ = try await client.send(.make("DescribePools"))
            return nil
          } catch {
            return error
          }
        }
      }
      return await group.reduce(into: []) { if let error = $1 { $0.append("\(error)") } }
    }
    await simulator.stop()
    #expect(failures.isEmpty)
    let refused = outcomes.values.count { $0 == "InvalidSignatureException" }
    #expect((1...20).contains(refused))
    #expect(outcomes.values.count == 20 + refused)
  }

  private static let machine = Date(timeIntervalSince1970: 1_440_938_160)

  private static func answer(_ refusal: Refusal) -> ScriptedTransport.Reply {
    let body = #"{"__type":"\#(refusal.code)","message":"\#(refusal.message)"}"#
    guard let ahead = refusal.ahead else { return .answer(400, body) }
    let date = httpDate(machine.addingTimeInterval(ahead))
    return .answer(400, body, headers: ["Date": date])
  }

  private static func httpDate(_ date: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = .gmt
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return formatter.string(from: date)
  }

  private static func stamp(_ date: Date) -> String {
    date.formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
  }
}
