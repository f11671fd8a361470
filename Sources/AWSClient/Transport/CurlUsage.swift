/// What a transport has done so far.
package struct CurlUsage: Sendable, Equatable {
  /// Requests that have ended, well or not.
  package var calls: Int
  /// Connections that were opened for them, those that failed included.
  package var connections: Int

  package init(calls: Int = 0, connections: Int = 0) {
    self.calls = calls
    self.connections = connections
  }
}
