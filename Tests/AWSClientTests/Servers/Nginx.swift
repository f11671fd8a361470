import Foundation

/// nginx with TLS on a free port, answering everything with 200 and `{}`.
final class Nginx: Sendable {
  /// Where it listens, for example `https://localhost:40123/`.
  let url: URL
  private let directory: TemporaryDirectory
  private let process: Process

  /// `certificate` is a path as `CertificateAuthority` gives it, `host` the name in the URL.
  init(
    certificate: String,
    host: String = "localhost",
    address: String = "127.0.0.1",
    protocols: String = "TLSv1.2 TLSv1.3"
  ) throws {
    let listener = try Listener(host: address)
    guard let url = URL(string: "https://\(host):\(listener.port)/") else {
      throw ServerError("'\(host)' is no host")
    }
    self.url = url
    directory = try TemporaryDirectory()
    let listen = address.contains(":") ? "[\(address)]" : address
    try directory.write(
      """
      daemon off;
      worker_processes 1;
      pid nginx.pid;
      error_log error.log;
      events { worker_connections 1024; }
      http {
        log_format calls "$connection $ssl_protocol $request_method $status";
        access_log access.log calls;
        keepalive_requests 100000;
        keepalive_timeout 600;
        client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi; scgi_temp_path scgi;
        server {
          listen \(listen):\(listener.port) ssl;
          ssl_certificate \(certificate).pem;
          ssl_certificate_key \(certificate).key;
          ssl_protocols \(protocols);
          ssl_ciphers DEFAULT@SECLEVEL=0;
          location / { return 200 "{}"; }
        }
      }

      """,
      to: "nginx.conf"
    )
    process = try Program.nginx.start(
      ["-p", directory.path, "-c", "nginx.conf", "-e", "error.log"],
      in: directory,
      // nginx takes sockets that an older nginx leaves to it: here its standard input.
      environment: ["NGINX": "0;"],
      standardInput: FileHandle(fileDescriptor: listener.descriptor, closeOnDealloc: false)
    )
  }

  deinit {
    // The master process ends its worker.
    process.terminate()
    process.waitUntilExit()
  }

  /// One line for each call: connection, version of TLS, method, status.
  ///
  /// nginx writes them after the answer; it is stopped first, so that all are there.
  func finalLog() -> [[Substring]] {
    process.terminate()
    process.waitUntilExit()
    return directory.text("access.log").split(separator: "\n").map { $0.split(separator: " ") }
  }

  /// What it complained of.
  var complaints: String { directory.text("error.log") + directory.text("nginx.log") }
}
