package import Foundation

/// One line of the simulator's log: a request and what became of it.
package struct RequestRecord: Sendable, Encodable {
  /// When it arrived.
  package var time: Date
  /// `-` when the request was not signed; so too the next two.
  package var region: String
  /// For example `CreatePool`.
  package var operation: String
  /// As the request claims it, whether or not it is known.
  package var accessKeyID: String
  /// `200`, or the code of the error.
  ///
  /// Of faults that lose the answer: `dropped`, `stalled`, `truncated`, `garbled` when the call was
  /// carried out, and `502`, `503`, `reset`, `withheld` when it was not.
  package var outcome: String
  /// The `x-amzn-requestid` of the answer.
  package var requestID: String
  /// Seconds from the arrival to the answer.
  package var duration: Double

  /// For example
  /// `2026-11-21T07:46:06.123Z us-east-1 CreatePool 200 0.8ms 00000000-0000-4000-8000-000000000001`.
  package var line: String {
    let milliseconds = (duration * 10_000).rounded() / 10
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    return
      "\(time.formatted(style)) \(region) \(operation) \(outcome) \(milliseconds)ms \(requestID)"
  }
}
