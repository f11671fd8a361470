import AWSClient
import Foundation
import Testing

/// Against tinyproxy, and one of our own where tinyproxy has nothing to tell.
@Suite(
  .enabled(
    if: [Program.nginx, .openssl, .tinyproxy].allSatisfy(\.isExpected),
    "needs nginx, openssl, tinyproxy"
  )
)
struct `A request by way of a proxy` {
  // Not an address that is never proxied, and still of this machine.
  private static let host = "127.0.0.2"
  private let authority: CertificateAuthority
  private let server: Nginx

  init() throws {
    authority = try CertificateAuthority()
    let names = ["IP:\(Self.host)", "DNS:sms-voice.smsctl.test"]
    server = try Nginx(
      certificate: try authority.sign(names),
      host: Self.host,
      address: Self.host
    )
  }

  private func transport(_ environment: [String: String]) throws -> CurlTransport {
    let bundle = ["AWS_CA_BUNDLE": authority.bundle]
    var options = CurlTransport.Options(environment: bundle.merging(environment) { $1 })
    options.connectTimeout = .seconds(60)
    return try CurlTransport(options: options)
  }

  private var port: Int { server.url.port ?? 0 }

  @Test func `goes through one tunnel for calls that follow each other`() async throws {
    let proxy = try Tinyproxy(tunnelsTo: port)
    let transport = try transport(["HTTPS_PROXY": "http://\(proxy.address)"])
    for _ in 0..<10 {
      #expect(try await transport.send(HTTPRequest(url: server.url)).status == 200)
    }
    #expect(proxy.finalRequests() == ["CONNECT \(Self.host):\(port) HTTP/1.1"])
    #expect(Set(server.finalLog().map { $0[0] }).count == 1)
  }

  @Test(arguments: [
    "127.0.0.2", "example.com, 127.0.0.2", "127.0.0.0/8", "*", "example.com 127.0.0.2",
  ])
  func `goes directly when NO_PROXY says so`(excluded: String) async throws {
    let proxy = try Tinyproxy(tunnelsTo: port)
    let transport = try transport([
      "HTTPS_PROXY": "http://\(proxy.address)", "NO_PROXY": excluded,
    ])
    #expect(try await transport.send(HTTPRequest(url: server.url)).status == 200)
    #expect(proxy.finalRequests().isEmpty)
  }

  @Test(arguments: ["127.0.0.3", "0.0.2", "10.0.0.0/8", "example.com", ""])
  func `goes through it when NO_PROXY is about others`(excluded: String) async throws {
    let proxy = try Tinyproxy(tunnelsTo: port)
    let transport = try transport([
      "HTTPS_PROXY": "http://\(proxy.address)", "NO_PROXY": excluded,
    ])
    #expect(try await transport.send(HTTPRequest(url: server.url)).status == 200)
    #expect(proxy.finalRequests().count == 1)
  }

  @Test func `logs in at the proxy alone`() async throws {
    let proxy = try Tinyproxy(tunnelsTo: port, user: "jane:hunter2")
    let transport = try transport(["HTTPS_PROXY": "http://jane:hunter2@\(proxy.address)"])
    #expect(try await transport.send(HTTPRequest(url: server.url)).status == 200)
  }

  @Test func `tells when the proxy wants another password`() async throws {
    let proxy = try Tinyproxy(tunnelsTo: port, user: "jane:secret")
    let transport = try transport(["HTTPS_PROXY": "http://jane:hunter2@\(proxy.address)"])
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(HTTPRequest(url: server.url))
    }
    #expect(error?.cause == .connection)
    #expect(error?.mayHaveBeenSent == false)
    #expect(
      error?.message.hasPrefix(
        """
        could not connect to \(server.url) by way of the proxy http://\(proxy.address) \
        (it asks for a user name and password: HTTP status 4
        """
      ) == true
    )
  }

  @Test func `tells when the proxy refuses`() async throws {
    let proxy = try Tinyproxy(tunnelsTo: port + 1)
    let transport = try transport(["HTTPS_PROXY": "http://jane:hunter2@\(proxy.address)"])
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(HTTPRequest(url: server.url))
    }
    #expect(error?.cause == .connection)
    #expect(error?.mayHaveBeenSent == false)
    #expect(
      error?.message == """
        could not connect to \(server.url) by way of the proxy http://\(proxy.address) \
        (it refused: HTTP status 403)
        """
    )
  }

  @Test(arguments: [
    ("http://jane:hunter2@127.0.0.1:9", "http://127.0.0.1:9", TransportError.Cause.connection),
    ("http://jane:hunter2@smsctl.invalid:9", "http://smsctl.invalid:9", .nameLookup),
    ("ftp://jane:hunter2@127.0.0.1:9", "ftp://127.0.0.1:9", .connection),
    ("http://jane:hunter2@", "http://", .nameLookup),
  ])
  func `names the proxy without its password`(
    address: String,
    shown: String,
    cause: TransportError.Cause
  ) async throws {
    let transport = try transport(["HTTPS_PROXY": address])
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(HTTPRequest(url: server.url))
    }
    #expect(error?.cause == cause)
    #expect(error?.mayHaveBeenSent == false)
    #expect(error?.message.contains(shown) == true)
    #expect(error?.message.contains("hunter2") == false)
  }

  @Test func `leaves it to the proxy to find the host, and tells it nothing else`() async throws {
    let requests = Collector<String>()
    let port = port
    let proxy = try RawServer { connection in
      guard let request = connection.readRequest() else { return }
      requests.add(request)
      connection.write("HTTP/1.1 200 Connection established\r\n\r\n")
      connection.tunnel(to: Self.host, port: port)
    }
    let transport = try transport(["HTTPS_PROXY": proxy.url.absoluteString])
    // RFC 6761: names under .test never resolve.
    let url = try #require(URL(string: "https://sms-voice.smsctl.test/"))
    let secret: HTTPHeaders = ["Authorization": "AWS4-HMAC-SHA256 secret", "Content-Type": "a/b"]
    #expect(try await transport.send(HTTPRequest(url: url, headers: secret)).status == 200)
    let request = try #require(requests.values.first)
    #expect(request.hasPrefix("CONNECT sms-voice.smsctl.test:443 HTTP/1.1\r\n"))
    #expect(!request.contains("Authorization"))
    #expect(!request.contains("Content-Type"))
  }
}
