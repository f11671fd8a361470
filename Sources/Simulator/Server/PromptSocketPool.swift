internal import FlyingFox
internal import FlyingSocks
internal import Glibc

/// A socket pool that switches off Nagle's algorithm.
///
/// FlyingFox writes the head and the body of an answer apart; with Nagle's algorithm the body would
/// wait for the client's delayed acknowledgement, up to 40 ms. Accepted sockets inherit the option
/// from the listening one, which is the first that comes by here.
struct PromptSocketPool<Base: AsyncSocketPool>: AsyncSocketPool {
  /// The pool that does the work.
  var base: Base

  func prepare() async throws {
    try await base.prepare()
  }

  func run() async throws {
    try await base.run()
  }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    var on: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(socket.file.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &on, size)
    try await base.suspendSocket(socket, untilReadyFor: events)
  }
}
