import Foundation

/// A private authority that signs certificates for the servers of one test run.
final class CertificateAuthority: Sendable {
  /// When a certificate is valid.
  enum Validity: Sendable {
    case now
    case over
  }

  let directory: TemporaryDirectory
  /// The file that clients need to trust what it signs.
  var bundle: String { directory.path("ca.pem") }

  /// Makes its key and certificate.
  init() throws {
    directory = try TemporaryDirectory()
    try Self.newKey("ca", in: directory)
    try directory.write(
      "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n",
      to: "ca.ext"
    )
    try request(for: "ca", subject: "smsctl tests")
    try Program.openssl.run(
      [
        "x509", "-req", "-in", "ca.csr", "-key", "ca.key", "-days", "2", "-extfile", "ca.ext",
        "-out", "ca.pem",
      ],
      in: directory
    )
  }

  /// Makes a certificate for alternative names such as `DNS:localhost` or `IP:127.0.0.1`.
  ///
  /// The result is the path of its file without `.pem` and `.key`.
  func sign(_ names: [String], validity: Validity = .now) throws -> String {
    let file = UUID().uuidString
    try Self.newKey(file, in: directory)
    try request(for: file, subject: "server")
    try directory.write("subjectAltName=\(names.joined(separator: ","))\n", to: "\(file).ext")
    // `openssl x509` takes days from now only, and refuses none of them at or below zero.
    let days = validity == .now ? "2" : "-1"
    try Program.openssl.run(
      [
        "x509", "-req", "-in", "\(file).csr", "-CA", "ca.pem", "-CAkey", "ca.key",
        "-set_serial", "0x\(file.replacing("-", with: ""))", "-days", days,
        "-extfile", "\(file).ext", "-out", "\(file).pem",
      ],
      in: directory
    )
    return directory.path(file)
  }

  private func request(for file: String, subject: String) throws {
    try Program.openssl.run(
      ["req", "-new", "-key", "\(file).key", "-subj", "/CN=\(subject)", "-out", "\(file).csr"],
      in: directory
    )
  }

  private static func newKey(_ file: String, in directory: TemporaryDirectory) throws {
    try Program.openssl.run(
      ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "\(file).key"],
      in: directory
    )
  }
}
