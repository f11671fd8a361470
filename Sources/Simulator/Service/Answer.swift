package import Foundation

/// What goes back to the client, and what is to be noted about it.
package struct Answer: Sendable {
  /// 200, 400, 403 (STS) or 500.
  package var status: Int
  /// `application/x-amz-json-1.0`, or `text/xml` of STS.
  package var contentType: String
  /// Besides the content type and the request id.
  package var headers: [String: String] = [:]
  package var body: Data
  /// The `x-amzn-requestid`.
  package var requestID: String
  /// `CreatePool`; `-` when the request did not say.
  package var operation: String
  /// `eu-west-1`; `-` when the request was not signed.
  package var region: String
  /// `200`, or the code of the error.
  package var outcome: String
  /// How long to hold the answer back.
  package var delay: Duration = .zero
  /// Whether to close the connection instead of answering.
  package var isDropped: Bool = false
}
