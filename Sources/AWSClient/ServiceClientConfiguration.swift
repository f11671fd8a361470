package import Foundation
package import SMSVoice

/// What a client is made of; everything with a default can be left alone outside tests.
package struct ServiceClientConfiguration: Sendable {
  /// Asked before every attempt.
  package var credentials: any CredentialSource
  /// Where to call for each region.
  package var endpoints: EndpointResolver
  /// `CurlTransport`, or a double in tests.
  package var transport: any Transport
  /// The rates to keep to, with the user's `--rate` overrides.
  package var quotas: Quotas
  /// How often and how long to retry.
  package var retry = RetryPolicy()
  /// For one attempt.
  package var timeout = Duration.seconds(60)
  /// For the only attempt of a call that the caller can do without.
  package var optionalTimeout = Duration.seconds(10)
  /// Sent as `User-Agent`, for example `smsctl/0.1.0`.
  package var userAgent: String
  /// Measures waits and departures.
  package var clock: any MonotonicClock = ContinuousClock()
  /// The wall clock, for signatures and call records.
  package var date: @Sendable () -> Date = { Date() }
  /// Gives the dates of signatures; nil for one that nobody else corrects.
  package var serverClock: ServerClock?
  /// A number in `0..<1`, for the jitter of retries.
  package var random: @Sendable () -> Double = { Double.random(in: 0..<1) }
  /// Told of every attempt as soon as its end is known; called from any thread, must not block.
  package var onCall: @Sendable (CallRecord) -> Void = { _ in }

  package init(
    credentials: any CredentialSource,
    endpoints: EndpointResolver,
    transport: any Transport,
    quotas: Quotas = Quotas(),
    userAgent: String
  ) {
    self.credentials = credentials
    self.endpoints = endpoints
    self.transport = transport
    self.quotas = quotas
    self.userAgent = userAgent
  }
}
