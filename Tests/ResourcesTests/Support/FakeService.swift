import Foundation
import SMSVoice
import Synchronization
import Testing

/// The API in memory: answers from a cloud or as told, and keeps every call.
///
/// A body that the API description does not allow is an issue of the test.
final class FakeService: SMSVoiceService {
  /// One call as it arrived.
  struct Call: Sendable, Hashable, CustomStringConvertible {
    let operation: SMSVoice.Operation
    let region: String
    let body: JSON
    /// The body as it was sent, its keys sorted.
    let text: String

    var description: String { "\(operation) \(text)" }
  }

  typealias Answer = @Sendable (Call) throws -> JSON

  private struct State {
    var cloud: Cloud
    var calls: [Call] = []
    var told: [SMSVoice.Operation: Answer] = [:]
  }

  /// What becomes of an answer on its way.
  typealias Rewriting = @Sendable (SMSVoice.Operation, JSON) -> JSON

  private let state: Mutex<State>
  private let rewriting: Rewriting

  init(_ cloud: Cloud = Cloud(), rewriting: @escaping Rewriting = { $1 }) {
    state = Mutex(State(cloud: cloud))
    self.rewriting = rewriting
  }

  /// Answers an operation with `answer` from now on, instead of from the cloud.
  func tell(_ operation: SMSVoice.Operation, _ answer: @escaping Answer) {
    state.withLock { $0.told[operation] = answer }
  }

  /// What the account holds by now.
  var cloud: Cloud { state.withLock { $0.cloud } }

  /// Every call so far, in the order they arrived.
  var calls: [Call] { state.withLock { $0.calls } }

  func send(_ request: ServiceRequest) async throws -> ServiceResponse {
    let call = Call(
      operation: request.operation,
      region: request.region,
      body: try JSON(request.body),
      text: String(decoding: request.body, as: UTF8.self)
    )
    if request.service == .smsVoice {
      #expect(APIDescription.bundled.problems(with: call.body, of: call.operation) == [])
    }
    let answer = try state.withLock { state in
      state.calls.append(call)
      if let told = state.told[call.operation] { return try told(call) }
      return try state.cloud.answer(call)
    }
    return ServiceResponse(body: try rewriting(call.operation, answer).data())
  }
}

extension ServiceError {
  /// A refusal with a reason code.
  static func make(_ kind: Kind, _ reason: String = "", message: String = "no") -> ServiceError {
    ServiceError(kind: kind, code: "\(kind)", message: message, reason: reason)
  }
}
