package import Foundation

/// When an exchange happened, as pacing needs to know it.
package struct HTTPTiming: Sendable, Equatable {
  /// When the request began to leave: name lookup, connecting and TLS lie before it.
  package var sentAt: ContinuousClock.Instant
  /// When the first byte of the answer was here, or when waiting for it failed.
  package var receivedAt: ContinuousClock.Instant
  /// Whether a connection was made for it, so that the server may have taken its time to accept it.
  package var isOnNewConnection: Bool

  package init(
    sentAt: ContinuousClock.Instant,
    receivedAt: ContinuousClock.Instant,
    isOnNewConnection: Bool = false
  ) {
    self.sentAt = sentAt
    self.receivedAt = receivedAt
    self.isOnNewConnection = isOnNewConnection
  }

  /// Network both ways and the server's work in between.
  package var roundTrip: Duration { sentAt.duration(to: receivedAt) }
}

/// A complete HTTP answer of any status.
package struct HTTPResponse: Sendable, Equatable {
  /// For example 200.
  package var status: Int
  /// Those of the answer itself, without those of interim answers before it.
  package var headers: HTTPHeaders
  /// As it came; empty when there was none.
  package var body: Data
  /// When it left and was answered, for pacing.
  package var timing: HTTPTiming

  package init(status: Int, headers: HTTPHeaders = [:], body: Data = Data(), timing: HTTPTiming) {
    self.status = status
    self.headers = headers
    self.body = body
    self.timing = timing
  }
}
