package import Foundation

/// One call to make: everything the service needs, and what pacing needs to order it.
package struct ServiceRequest: Sendable {
  /// For example `eu-west-1`.
  package var region: String
  /// For example `CreatePool`; with `region` what its quota is counted by.
  package var operation: Operation
  /// The JSON object that is the request's body.
  package var body: Data
  /// Among calls waiting for the same quota bucket the higher goes first; equal ones in order of arrival.
  package var priority: Int
  /// Whom the call is for, as the call log shows it, for example `eu-west-1/pool/otp`; nil for none.
  package var subject: String?
  /// Whose operation it is.
  package var service = CalledService.smsVoice
  /// Whether the caller can do without an answer.
  ///
  /// Such a call is tried once, and not again in its region once it has failed.
  package var isOptional = false

  /// A call of the SMS service that its caller cannot do without; another one is made by setting the rest.
  package init(
    region: String,
    operation: Operation,
    body: Data,
    priority: Int = 0,
    subject: String? = nil
  ) {
    self.region = region
    self.operation = operation
    self.body = body
    self.priority = priority
    self.subject = subject
  }
}

/// What came back from a call that succeeded.
package struct ServiceResponse: Sendable {
  /// The JSON object that is the response's body.
  package var body: Data
  /// What AWS support asks for; nil when the service sent none.
  package var requestID: String?

  package init(body: Data, requestID: String? = nil) {
    self.body = body
    self.requestID = requestID
  }
}

/// The API as the rest of smsctl sees it: paced, signed and retried by whoever implements it.
///
/// Throttling, 5xx and transport failures have been retried, with the same body, before an error
/// comes out, unless the request is optional. Other errors are never retried here.
package protocol SMSVoiceService: Sendable {
  /// Waits for a slot of the bucket (region, operation), then makes the call.
  ///
  /// Throws `ServiceError`, or `CancellationError` when the task was cancelled before the call left.
  func send(_ request: ServiceRequest) async throws -> ServiceResponse
}
