import Foundation

/// tinyproxy on a free port, which tunnels to the ports it is told of and refuses all others.
final class Tinyproxy: Sendable {
  /// For example `127.0.0.1:40123`.
  let address: String
  private let directory: TemporaryDirectory
  private let process: Process

  /// With `user`, such as `name:password`, it serves nobody else.
  init(tunnelsTo port: Int, user: String? = nil) throws {
    directory = try TemporaryDirectory()
    // It cannot be given a socket; the port might be taken again before it is up.
    for _ in 0..<5 {
      let own = try Listener().port
      let log = directory.path("proxy.log")
      try directory.write(
        Self.configuration(port: own, tunnelsTo: port, user, log: log),
        to: "proxy.conf"
      )
      let process = try Program.tinyproxy.start(["-d", "-c", "proxy.conf"], in: directory)
      if try Self.isUp(process, port: own) {
        (self.process, address) = (process, "127.0.0.1:\(own)")
        return
      }
    }
    throw ServerError("tinyproxy does not start: \(directory.text("tinyproxy.log"))")
  }

  deinit { stop() }

  /// By force: SIGTERM is blocked in it, as in the thread of ours that started it.
  private func stop() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private static func configuration(
    port: UInt16,
    tunnelsTo target: Int,
    _ user: String?,
    log: String
  ) -> String {
    let login = user.map { "BasicAuth \($0.replacing(":", with: " "))" } ?? ""
    return """
      Port \(port)
      Listen 127.0.0.1
      Timeout 600
      LogLevel Connect
      LogFile "\(log)"
      MaxClients 100
      ConnectPort \(target)
      \(login)

      """
  }

  /// Whether it accepts connections, which it does a moment after its start, if it does not end.
  private static func isUp(_ process: Process, port: UInt16) throws -> Bool {
    while process.isRunning {
      if try Listener.accepts(port: port) { return true }
      usleep(5_000)
    }
    return false
  }

  /// The requests it was asked, such as `CONNECT 127.0.0.2:443 HTTP/1.1`; stops it.
  func finalRequests() -> [String] {
    stop()
    return directory.text("proxy.log").matches(of: /Request .*?: ([A-Z]+ .*)/).map {
      String($0.1)
    }
  }
}
