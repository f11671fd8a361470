import AWSClient
import Foundation
import Testing

/// A machine, what the network answers, and so what becomes of the search for credentials.
struct CredentialCase: Sendable {
  var title: String
  /// `--profile`.
  var profile: String?
  var machine: TestMachine
  /// In order; the last one repeats.
  var replies: [ScriptedTransport.Reply]

  init(
    _ title: String,
    profile: String? = nil,
    _ machine: TestMachine,
    replies: [ScriptedTransport.Reply] = [.fail(.refused)]
  ) {
    self.title = title
    self.profile = profile
    self.machine = machine
    self.replies = replies
  }

  /// The same machine and another network.
  func meeting(_ replies: [ScriptedTransport.Reply], _ title: String) -> CredentialCase {
    var copy = self
    copy.title = "\(self.title), \(title)"
    copy.replies = replies
    return copy
  }

  /// What was asked and what came of it, as the recorded texts have it.
  func transcript() async -> String {
    let transport = ScriptedTransport(replies)
    let clock = LeapingClock()
    let outcome: String
    do {
      let cache = try CredentialCache.make(machine, profile: profile, transport, clock: clock)
      outcome = Self.text(of: try await cache.credentials())
    } catch {
      outcome = "\(type(of: error)): \(error)"
    }
    #expect(!outcome.contains("hush"), "\(title)")
    let requests = transport.requests.map(Self.text(of:))
    return (["## \(title)"] + requests.counted + [outcome]).joined(separator: "\n") + "\n"
  }

  private static func text(of credentials: Credentials) -> String {
    let token = credentials.sessionToken.map {
      $0 == Secret("hush-token") ? "token" : "other token"
    }
    let secret = credentials.secretAccessKey == Secret("hush-secret") ? "secret" : "OTHER SECRET"
    let end = credentials.expiration.map { "until \($0.formatted(.iso8601))" } ?? "for ever"
    return "\(credentials.accessKeyID), \(secret), \(token ?? "no token"), \(end), "
      + "from \(credentials.origin)"
  }

  private static func text(of request: HTTPRequest) -> String {
    let form = String(decoding: request.body, as: UTF8.self)
    let action = form.firstMatch(of: /Action=(\w+)/).map { " \($0.1)" } ?? ""
    let key = request.headers["Authorization"]?.firstMatch(of: /Credential=(\w+)/)
    let signer = key.map { " signed by \($0.1)" } ?? ""
    return "\(request.method) \(request.url)\(action)\(signer)"
  }
}

extension [String] {
  /// Equal neighbours as one line.
  fileprivate var counted: [String] {
    reduce(into: [(line: String, count: Int)]()) { lines, line in
      if lines.last?.line == line {
        lines[lines.count - 1].count += 1
      } else {
        lines.append((line, 1))
      }
    }
    .map { $0.count == 1 ? $0.line : "\($0.line) (\($0.count) times)" }
  }
}
