internal import Foundation

/// What is known of a request so far, and the answers that can be made of it.
struct Exchange: Sendable {
  /// The `x-amzn-requestid` of the answer.
  var requestID: String
  /// What comes before the code in `__type`.
  var namespace: String
  /// `-` until the request is known to name one.
  var operation = "-"
  /// `-` until the signature is found good.
  var region = "-"
  /// How long to hold the answer back, as delays among the faults say.
  var delay: Duration = .zero
  /// What else happens to the answer; nil for nothing.
  var effect: Fault.Effect?

  /// Of the answer.
  var contentType: String

  /// Status 200 with a result.
  func answer(_ result: JSONObject) -> Answer {
    answer(status: 200, outcome: "200", body: result)
  }

  /// The error as the protocol wants it.
  func answer(_ error: SimulatedError) -> Answer {
    let body = error.body(namespace: namespace, requestID: requestID)
    var answer = answer(status: error.status, outcome: error.code, body: body)
    answer.headers["x-amzn-errortype"] = error.code
    return answer
  }

  private func answer(status: Int, outcome: String, body: JSONObject) -> Answer {
    var answer = Answer(
      status: status,
      contentType: contentType,
      body: Data(JSON.object(body).serialized.utf8),
      requestID: requestID,
      operation: operation,
      region: region,
      outcome: outcome,
      delay: delay
    )
    effect?.disturb(&answer)
    return answer
  }
}
