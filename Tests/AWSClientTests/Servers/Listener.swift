import FlyingSocks
import Foundation

/// A socket that listens on a free loopback port.
///
/// Whoever connects is queued by the system until somebody accepts, so a program that inherits it
/// needs no time to get ready.
final class Listener: Sendable {
  let descriptor: Int32
  let port: UInt16

  /// `host` is `127.0.0.1`, another address of the loopback network, or `::1`.
  init(host: String = "127.0.0.1", backlog: Int32 = 128) throws {
    let isVersion6 = host.contains(":")
    descriptor = socket(isVersion6 ? AF_INET6 : AF_INET, Self.kind, 0)
    let bound =
      isVersion6
      ? Self.bind(descriptor, try sockaddr_in6.inet6(ip6: host, port: 0))
      : Self.bind(descriptor, try sockaddr_in.inet(ip4: host, port: 0))
    guard let bound, listen(descriptor, backlog) == 0 else {
      throw ServerError("cannot listen on \(host): \(String(cString: strerror(errno)))")
    }
    port = bound
  }

  // Other tests start programs at the same time, which must not inherit it.
  private static let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)

  deinit { close(descriptor) }

  /// Fills the queue, which must be one of 0: the system then lets everybody else wait.
  func fill() throws {
    guard try Self.accepts(port: port) else { throw ServerError("the queue is full already") }
  }

  /// Connects and closes again; says whether that worked.
  static func accepts(port: UInt16) throws -> Bool {
    let client = socket(AF_INET, kind, 0)
    defer { close(client) }
    return try sockaddr_in.inet(ip4: "127.0.0.1", port: port).connect(client)
  }

  /// The port, nil for a failure.
  private static func bind<Address>(_ descriptor: Int32, _ address: Address) -> UInt16? {
    var address = address
    var length = socklen_t(MemoryLayout<Address>.size)
    return withUnsafeMutableBytes(of: &address) { bytes in
      guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
        Foundation.bind(descriptor, pointer, length) == 0,
        getsockname(descriptor, pointer, &length) == 0
      else { return nil }
      // At the same place in the addresses of both versions.
      return UInt16(bigEndian: bytes.load(fromByteOffset: 2, as: UInt16.self))
    }
  }
}

extension sockaddr_in {
  /// Whether the socket could be connected to this address.
  func connect(_ descriptor: Int32) -> Bool {
    withUnsafeBytes(of: self) { bytes in
      guard let address = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else {
        return false
      }
      return Foundation.connect(descriptor, address, socklen_t(bytes.count)) == 0
    }
  }
}

/// Why a server of the tests could not be started.
struct ServerError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
