package import Foundation

/// Tells somebody of every exchange that another transport carries, without its secrets.
package struct TracingTransport: Transport {
  private let base: any Transport
  private let date: @Sendable () -> Date
  private let observe: @Sendable (TracedExchange) -> Void

  /// `observe` is called from any thread when an exchange is over.
  package init(
    _ base: any Transport,
    date: @escaping @Sendable () -> Date = { Date() },
    observe: @escaping @Sendable (TracedExchange) -> Void
  ) {
    self.base = base
    self.date = date
    self.observe = observe
  }

  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let start = ContinuousClock.now
    let date = date()
    let result: Result<HTTPResponse, TransportError>
    do throws(TransportError) {
      result = .success(try await base.send(request))
    } catch {
      result = .failure(error)
    }
    observe(TracedExchange(request, result, date: date, duration: start.duration(to: .now)))
    return try result.get()
  }
}
