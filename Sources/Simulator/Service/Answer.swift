package import Foundation

/// What goes back to the client, and what is to be noted about it.
package struct Answer: Sendable {
  /// 200, 400, 403 (STS), 500, or 502 and 503 of a fault.
  package var status: Int
  /// `application/x-amz-json-1.0`, `-1.1` of the tagging API, `text/xml` of STS, or `text/html` of what stands before them.
  package var contentType: String
  /// Besides the content type and the request id.
  package var headers: [String: String] = [:]
  /// Whole, also where `delivery` keeps it from the client.
  package var body: Data
  /// The `x-amzn-requestid`.
  package var requestID: String
  /// `CreatePool`; `-` when the request did not say.
  package var operation: String
  /// `eu-west-1`; `-` when the request was not signed.
  package var region: String
  /// `200`, the code of the error, or what a fault did.
  package var outcome: String
  /// How long to hold the answer back.
  package var delay: Duration = .zero
  /// How much of it the client gets.
  package var delivery = Delivery.whole

  /// How an answer ends.
  package enum Delivery: Sendable, Equatable {
    /// As it is.
    case whole
    /// Half of the body, although the head tells the length of all of it.
    case cut
    /// Nothing, and the connection is closed at once.
    case closed
    /// Nothing, and the connection is closed after so many milliseconds; nil for an hour.
    case stalled(milliseconds: Int?)
  }
}
