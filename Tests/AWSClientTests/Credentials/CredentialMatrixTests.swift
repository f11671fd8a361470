import AWSClient
import Testing

/// Every source of credentials with all that can happen to it: what is asked of whom, and what comes of it.
///
/// The outcomes are texts in `Goldens/credentials`, written anew by `RECORD_GOLDENS=1`.
@Suite struct `The sources of credentials` {
  static let sources: [(name: String, cases: [CredentialCase])] = [
    ("environment", CredentialCase.environment),
    ("profile", CredentialCase.profile),
    ("process", CredentialCase.process),
    ("role", CredentialCase.role),
    ("role-source", CredentialCase.roleSource),
    ("web-identity", CredentialCase.webIdentity),
    ("single-sign-on", CredentialCase.singleSignOn),
    ("container", CredentialCase.container),
    ("instance", CredentialCase.instance),
    ("precedence", CredentialCase.precedence),
  ]

  @Test(arguments: sources.map(\.name))
  func `say what they gave, or what is wrong`(source: String) async throws {
    let cases = try #require(Self.sources.first { $0.name == source }).cases
    var texts: [String] = []
    for example in cases { texts.append(await example.transcript()) }
    try Golden.compare(texts.joined(separator: "\n"), with: "credentials/\(source).txt")
  }

  @Test func `have a title each`() {
    for (name, cases) in Self.sources {
      #expect(Set(cases.map(\.title)).count == cases.count, "\(name)")
    }
  }
}
