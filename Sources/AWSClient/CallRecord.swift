package import Foundation
package import SMSVoice

/// One attempt of one call, for the journal and verbose output.
///
/// Holds no body and no secret.
package struct CallRecord: Sendable {
  /// How the attempt ended.
  package enum Outcome: Sendable, Equatable {
    /// The service answered with status 200.
    case succeeded
    /// `retryAfter` is the wait before the next attempt; nil when there is none.
    case failed(ServiceError, retryAfter: Duration?)
  }

  /// For example `eu-west-1`.
  package var region: String
  /// `GetCallerIdentity` is of STS, all others are of the service.
  package var operation: SMSVoice.Operation
  /// As in the request: whom the call is for, nil for none.
  package var subject: String?
  /// By which the service knows the attempts of one call; nil where the request has none.
  package var clientToken: String?
  /// What the client takes the quota to be, in requests per second; nil for STS.
  package var rate: Double?
  /// From 1.
  package var attempt: Int
  /// What AWS support asks for; nil when no answer came.
  package var requestID: String?
  /// From the request's leaving to its answer; nil when it never left.
  package var latency: Duration?
  /// Failures carry the service's error as it came.
  package var outcome: Outcome
  /// When the request left, by the wall clock; when it never did, when the attempt began.
  package var date: Date
}
