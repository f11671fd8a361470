import FlyingSocks
import Foundation
import Synchronization

/// A server that does with each connection, in order of arrival, exactly what a test says.
///
/// Each connection has a thread of its own, which blocks.
final class RawServer: Sendable {
  /// One connection from the server's side.
  struct Connection: Sendable {
    /// From 1, in order of arrival.
    let number: Int
    fileprivate let descriptor: Int32

    /// All headers and the body of a request; nil when the client has closed.
    func readRequest() -> String? {
      var text = ""
      while !text.isWholeRequest {
        guard let more = read() else { return nil }
        text += more
      }
      return text
    }

    /// Returns once the client has closed.
    func waitForClose() { while read() != nil {} }

    /// Whether the client has closed, asked with some patience.
    func isClosed(within milliseconds: Int32) -> Bool {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      return poll(&entry, 1, milliseconds) > 0 && read() == nil
    }

    /// Says whether the client took it.
    @discardableResult
    func write(_ text: String) -> Bool {
      let bytes = Array(text.utf8)
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes {
          send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }

    /// Closes the server's half, and returns once the client can know.
    func finish() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Carries bytes both ways between the client and a server until one of them closes.
    func tunnel(to host: String, port: Int) {
      let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(server) }
      guard let address = try? sockaddr_in.inet(ip4: host, port: UInt16(port)),
        address.connect(server)
      else { return }
      var entries = [descriptor, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      while poll(&entries, 2, -1) > 0 {
        for (from, to) in [(entries[0], server), (entries[1], descriptor)] where from.revents != 0 {
          var buffer = [UInt8](repeating: 0, count: 65_536)
          let count = recv(from.fd, &buffer, buffer.count, 0)
          guard count > 0, send(to, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
        }
      }
    }

    /// Makes the end of the connection a reset.
    func reset() {
      var option = linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        descriptor,
        SOL_SOCKET,
        SO_LINGER,
        &option,
        socklen_t(MemoryLayout<linger>.size)
      )
    }

    private func read() -> String? {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }
  }

  /// Where it listens, for example `http://127.0.0.1:40123/`.
  let url: URL
  private let listener: Listener
  private let count = Mutex(0)

  /// `serve` is called once for each connection, which is closed when it returns.
  init(
    host: String = "127.0.0.1",
    _ serve: @escaping @Sendable (Connection) -> Void
  ) throws {
    listener = try Listener(host: host)
    let shown = host.contains(":") ? "[\(host)]" : host
    guard let url = URL(string: "http://\(shown):\(listener.port)/") else {
      throw ServerError("'\(host)' is no host")
    }
    self.url = url
    let descriptor = listener.descriptor
    Thread.detachNewThread { [weak self] in
      while true {
        let accepted = accept(descriptor, nil, nil)
        // A child of another test must not inherit it: it would keep the connection open.
        _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
        guard accepted >= 0, let number = self?.next() else { return }
        Thread.detachNewThread {
          serve(Connection(number: number, descriptor: accepted))
          close(accepted)
        }
      }
    }
  }

  deinit {
    // Wakes the thread that accepts.
    shutdown(listener.descriptor, Int32(SHUT_RDWR))
  }

  /// Connections so far.
  var connections: Int { count.withLock(\.self) }

  private func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}

extension String {
  fileprivate var isWholeRequest: Bool {
    guard let end = range(of: "\r\n\r\n") else { return false }
    let head = self[..<end.lowerBound].lowercased()
    let length = head.firstMatch(of: /content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
    return self[end.upperBound...].utf8.count >= length
  }
}
