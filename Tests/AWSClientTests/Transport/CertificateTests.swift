import AWSClient
import Foundation
import Testing

@Suite(.enabled(if: Program.nginx.isExpected && Program.openssl.isExpected, "needs nginx, openssl"))
struct `A server's certificate` {
  private let authority = try? CertificateAuthority()

  /// What a client trusts, and what becomes of its request.
  private static func failure(
    of server: Nginx,
    trusting bundle: String?
  ) async throws -> TransportError? {
    var options = CurlTransport.Options(certificateBundle: bundle)
    options.connectTimeout = .seconds(60)
    let transport = try CurlTransport(options: options)
    do throws(TransportError) {
      #expect(try await transport.send(HTTPRequest(url: server.url)).status == 200)
      return nil
    } catch {
      #expect(!error.mayHaveBeenSent)
      #expect(error.message.contains(server.url.absoluteString))
      return error
    }
  }

  @Test(arguments: [
    ("localhost", "127.0.0.1", "DNS:localhost"),
    ("127.0.0.1", "127.0.0.1", "IP:127.0.0.1"),
    ("[::1]", "::1", "IP:::1"),
  ])
  func `is trusted with AWS_CA_BUNDLE`(host: String, address: String, name: String) async throws {
    let authority = try #require(authority)
    let server = try Nginx(
      certificate: try authority.sign([name]),
      host: host,
      address: address
    )
    let options = CurlTransport.Options(environment: ["AWS_CA_BUNDLE": authority.bundle])
    #expect(options.certificateBundle == authority.bundle)
    let failure = try await Self.failure(of: server, trusting: options.certificateBundle)
    #expect(failure == nil, "\(server.complaints)")
  }

  @Test func `is refused when nobody known has signed it`() async throws {
    let authority = try #require(authority)
    let server = try Nginx(certificate: try authority.sign(["DNS:localhost"]))
    let failure = try await Self.failure(of: server, trusting: nil)
    #expect(failure?.cause == .security)
    #expect(
      failure?.message == """
        could not set up a trusted connection to \(server.url) (SSL certificate problem: \
        unable to get local issuer certificate); if a private authority signs here, set \
        AWS_CA_BUNDLE to a file of its certificates
        """
    )
  }

  @Test func `is refused when another authority has signed it`() async throws {
    let authority = try #require(authority)
    let server = try Nginx(certificate: try authority.sign(["DNS:localhost"]))
    let other = try CertificateAuthority()
    let failure = try await Self.failure(of: server, trusting: other.bundle)
    #expect(failure?.cause == .security)
    #expect(
      failure?.message.hasSuffix(
        """
        ; the file '\(other.bundle)' of AWS_CA_BUNDLE does not have the certificate of who signed it
        """
      ) == true
    )
  }

  @Test func `is refused when it is for another host`() async throws {
    let authority = try #require(authority)
    let server = try Nginx(
      certificate: try authority.sign(["DNS:sms-voice.eu-west-1.amazonaws.com"])
    )
    let failure = try await Self.failure(of: server, trusting: authority.bundle)
    #expect(failure?.cause == .security)
    #expect(
      failure?.message == """
        could not set up a trusted connection to \(server.url) (SSL: no alternative certificate \
        subject name matches target host name 'localhost')
        """
    )
  }

  @Test func `is refused when its time is over`() async throws {
    let authority = try #require(authority)
    let server = try Nginx(certificate: try authority.sign(["DNS:localhost"], validity: .over))
    let failure = try await Self.failure(of: server, trusting: authority.bundle)
    #expect(failure?.cause == .security)
    #expect(
      failure?.message == """
        could not set up a trusted connection to \(server.url) (SSL certificate problem: \
        certificate has expired); if it is valid in truth, check this machine's clock
        """
    )
  }

  @Test func `does not help a server without TLS 1.2`() async throws {
    let authority = try #require(authority)
    let certificate = try authority.sign(["DNS:localhost"])
    let old = try Nginx(certificate: certificate, protocols: "TLSv1 TLSv1.1")
    let failure = try await Self.failure(of: old, trusting: authority.bundle)
    #expect(failure?.cause == .security)
    for version in ["TLSv1.2", "TLSv1.3"] {
      let server = try Nginx(certificate: certificate, protocols: version)
      #expect(try await Self.failure(of: server, trusting: authority.bundle) == nil)
      #expect(server.finalLog().map { $0[1] } == [Substring(version)])
    }
  }

  @Test func `cannot be checked by a bundle that has none`() async throws {
    let authority = try #require(authority)
    let server = try Nginx(certificate: try authority.sign(["DNS:localhost"]))
    let bundle = try authority.directory.write("no certificate\n", to: "empty.pem").path
    let failure = try await Self.failure(of: server, trusting: bundle)
    #expect(failure?.cause == .security)
    #expect(failure?.message.contains("AWS_CA_BUNDLE must name a file of certificates") == true)
  }

  @Test func `is looked at once for calls that follow each other`() async throws {
    let authority = try #require(authority)
    let server = try Nginx(certificate: try authority.sign(["DNS:localhost"]))
    let transport = try CurlTransport(options: .init(certificateBundle: authority.bundle))
    for _ in 0..<1_000 { _ = try await transport.send(HTTPRequest(url: server.url)) }
    #expect(transport.usage == CurlUsage(calls: 1_000, connections: 1))
    let log = server.finalLog()
    #expect(log.count == 1_000)
    #expect(Set(log.map { $0[0] }).count == 1)
  }

  @Test func `is looked at no more often than there are calls at once`() async throws {
    let authority = try #require(authority)
    let server = try Nginx(certificate: try authority.sign(["DNS:localhost"]))
    let transport = try CurlTransport(options: .init(certificateBundle: authority.bundle))
    for _ in 0..<4 {
      let statuses = await withTaskGroup(of: Int?.self) { group in
        for _ in 0..<50 {
          group.addTask { try? await transport.send(HTTPRequest(url: server.url)).status }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses == Array(repeating: 200, count: 50))
    }
    #expect(transport.usage.calls == 200)
    #expect(transport.usage.connections <= 50)
    #expect(Set(server.finalLog().map { $0[0] }).count == transport.usage.connections)
  }
}
