import Foundation
import SMSVoice
import Simulator
import Synchronization
import Testing

/// A simulated service to ask directly, with a clock that goes on by two seconds a call, so that no
/// quota is in the way, and ids that count up.
///
/// Every successful answer is compared with the API description.
final class Bench {
  private var service: SimulatedService
  var moment = Moment(date: Date(timeIntervalSince1970: 1_800_000_000), instant: .now)
  /// How far the clock goes on before a call.
  var step = 2.0
  var region = "eu-west-1"

  /// `assume` holds `NAME=VALUE` texts; `seed` is the JSON of the regions of a seed file, `policy` that of a
  /// policy.
  static func make(
    assume: [String] = [],
    seed: String? = nil,
    faults: [String] = [],
    policy: String? = nil,
    rateScale: Double = 1,
    consistencyLag: Duration = .zero,
    activation: Duration = SimulatorConfiguration.defaultActivation
  ) throws -> Bench {
    var configuration = SimulatorConfiguration(
      rateScale: rateScale,
      faults: try faults.map(Fault.init(parsing:)),
      consistencyLag: consistencyLag,
      activation: activation
    )
    for text in assume { try configuration.assumptions.set(parsing: text) }
    return try withTemporaryFile(#"{"regions": \#(seed ?? "{}")}"#) { path in
      configuration.seedFile = path
      guard let policy else { return try Bench(configuration) }
      return try withTemporaryFile(policy) { path in
        configuration.policyFile = path
        return try Bench(configuration)
      }
    }
  }

  init(_ configuration: SimulatorConfiguration) throws {
    let counter = Counter()
    service = try SimulatedService(configuration, authenticator: Trusting()) { counter.next() }
  }

  /// Sends the members as the body and returns the answer as it is.
  func send(_ operation: String, _ members: JSONObject = [:]) -> Answer {
    let request = ReceivedRequest(
      headers: [
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "PinpointSMSVoiceV2.\(operation)",
        "test-region": region,
      ],
      body: Data(JSON.object(members).serialized.utf8)
    )
    return send(request)
  }

  /// Sends a request of one's own.
  func send(_ request: ReceivedRequest) -> Answer {
    moment = moment.advanced(by: step)
    return service.answer(request, at: moment)
  }

  /// The result of a call that has to succeed and to fit the API description.
  @discardableResult
  func call(_ operation: String, _ members: JSONObject = [:]) throws -> JSONObject {
    let answer = send(operation, members)
    let text = String(decoding: answer.body, as: UTF8.self)
    let value = try JSONReader.value(from: answer.body)
    try #require(answer.status == 200, "\(operation): \(text)")
    if let shape = ServiceDescription.bundled.operations[operation]?.output {
      let findings = ShapeCheck.findings(
        in: value,
        shape: shape,
        of: .bundled,
        depth: .structure
      )
      #expect(findings == [], "\(operation)")
    }
    return try #require(value.fields)
  }

  /// The rows of a describe or list.
  func rows(
    _ operation: String,
    _ member: String,
    _ members: JSONObject = [:]
  ) throws -> [JSONObject] {
    try call(operation, members)[member]?.elements?.compactMap(\.fields) ?? []
  }

  /// `Code` or `Code REASON` of a call that has to fail; `200` when it does not.
  func refusal(_ operation: String, _ members: JSONObject = [:]) throws -> String {
    let answer = send(operation, members)
    let body = try #require(try JSONReader.value(from: answer.body).fields)
    return [answer.outcome, body["Reason"]?.text].compactMap(\.self).joined(separator: " ")
  }
}

/// Takes every request for one that was signed for the region of its `test-region` header, and for the
/// service of its `test-service` header if there is one.
struct Trusting: Authenticator {
  func verify(_ request: ReceivedRequest, now: Date) throws(SimulatedError) -> CredentialScope {
    CredentialScope(
      day: "20270115",
      region: request.headers["test-region"] ?? "",
      service: request.headers["test-service"] ?? "sms-voice"
    )
  }
}

/// Ids that count up.
private final class Counter: Sendable {
  private let count = Mutex(0)

  func next() -> String {
    let number = count.withLock { count in
      count += 1
      return count
    }
    let digits = String(number)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}

/// Runs `body` with the path of a file that holds the text and is gone afterwards.
func withTemporaryFile<Result>(
  _ text: String,
  _ body: (String) throws -> Result
) throws -> Result {
  let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
  try Data(text.utf8).write(to: url)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(url.path)
}

/// One region with what most tests of numbers and pools need.
let numbersSeed = """
  {"eu-west-1": {
    "optOutLists": [{"name": "otp", "optedOutNumbers": ["+491711234567"]}],
    "senderIds": [
      {"name": "BRAND", "country": "DE"},
      {"name": "BRAND", "country": "FR"},
      {"name": "NEWS", "country": "DE", "messageTypes": ["PROMOTIONAL"]}
    ],
    "phoneNumbers": [
      {"id": "phone-a", "number": "+12065550100", "country": "US",
       "capabilities": ["SMS", "VOICE"], "optOutList": "otp",
       "twoWay": {"channel": "arn:aws:sns:eu-west-1:123456789012:inbound"},
       "keywords": [{"keyword": "JOIN", "message": "Welcome", "action": "OPT_IN"}]},
      {"id": "phone-b", "number": "+12065550101", "country": "US"},
      {"id": "phone-c", "number": "+12065550102", "country": "US", "messageType": "PROMOTIONAL"},
      {"id": "phone-d", "number": "+12065550103", "country": "US"},
      {"id": "phone-p", "number": "+12065550104", "country": "US", "status": "PENDING"}
    ]}}
  """
