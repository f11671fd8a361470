import AWSClient
import Foundation
import Synchronization

/// Answers from a list, in order, and remembers the requests; the last answer repeats.
final class ScriptedTransport: Transport {
  /// What to do about a request.
  enum Reply: Sendable {
    case answer(Int, String, headers: HTTPHeaders = [:])
    case fail(TransportError)
  }

  private struct State {
    var script: [Reply]
    var requests: [HTTPRequest] = []
  }

  private let state: Mutex<State>
  private let clock: any MonotonicClock

  init(_ script: [Reply], clock: any MonotonicClock = ContinuousClock()) {
    state = Mutex(State(script: script))
    self.clock = clock
  }

  /// What was sent, in order.
  var requests: [HTTPRequest] { state.withLock { $0.requests } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let reply = state.withLock { state in
      state.requests.append(request)
      return state.script.count > 1 ? state.script.removeFirst() : state.script.first
    }
    let timing = HTTPTiming(sentAt: clock.now, receivedAt: clock.now)
    switch reply {
    case .answer(let status, let text, let headers):
      return HTTPResponse(
        status: status,
        headers: headers,
        body: Data(text.utf8),
        timing: timing
      )
    case .fail(let error): throw error
    case nil: throw TransportError(cause: .other, name: "NoScript", message: "nothing to answer")
    }
  }
}
