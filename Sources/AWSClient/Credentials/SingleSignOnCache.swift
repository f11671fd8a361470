internal import Foundation

/// The tokens that `aws sso login` leaves in `~/.aws/sso/cache`.
///
/// A token that is about to run out is renewed with the refresh token beside it, when there is one, and
/// written back, so that other tools see it too.
struct SingleSignOnCache: Sendable {
  let context: CredentialContext

  /// A token that works now.
  ///
  /// Throws an error that says which login to run.
  func token(of login: SingleSignOnLogin) async throws(CredentialError) -> Secret {
    let path = context.surroundings.absolute(login.cachePath)
    let entry = try entry(at: path, login)
    let left = entry.expiration.timeIntervalSince(context.exchange.date())
    if login.isSession, left < Self.margin, let renewed = await renew(entry, login) {
      // Without it the next run renews once more, or asks for a login.
      try? context.surroundings.writeFile(path, renewed.data)
      return renewed.accessToken
    }
    guard left > 0 else { throw login.expired }
    return entry.accessToken
  }

  // A quarter of an hour, as the AWS CLI has it, so that a login in use does not run out.
  private static let margin: TimeInterval = 900

  private func entry(at path: String, _ login: SingleSignOnLogin) throws(CredentialError) -> Entry {
    let data: Data?
    do {
      data = try context.surroundings.readFile(path)
    } catch {
      throw login.unreadable
    }
    guard let data, let entry = Entry(data) else { throw login.missing }
    return entry
  }

  /// `CreateToken` of the OIDC service; nil when it does not work.
  ///
  /// <https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html>
  private func renew(_ entry: Entry, _ login: SingleSignOnLogin) async -> Entry? {
    guard let body = entry.renewal(now: context.exchange.date()),
      let host = try? context.endpoints.singleSignOnTokens(region: login.region)
    else { return nil }
    var request = HTTPRequest(
      url: host.appending(path: "token"),
      headers: ["Content-Type": "application/json"],
      body: body,
      timeout: .seconds(20)
    )
    request.secretBodies = [.request, .response]
    guard let response = try? await context.exchange.send(request), response.status == 200 else {
      return nil
    }
    return entry.renewed(by: response.body, now: context.exchange.date())
  }
}

/// One file of the cache: a JSON object, of which unknown members are kept.
private struct Entry {
  private var members: [String: Any]
  let accessToken: Secret
  let expiration: Date

  init?(_ data: Data) {
    guard let members = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      return nil
    }
    self.init(members)
  }

  private init?(_ members: [String: Any]) {
    guard let token = members["accessToken"] as? String,
      let expiration = (members["expiresAt"] as? String).flatMap({ Date(timestamp: $0) })
    else { return nil }
    self.members = members
    accessToken = Secret(token)
    self.expiration = expiration
  }

  var data: Data {
    (try? JSONSerialization.data(withJSONObject: members, options: [.sortedKeys])) ?? Data()
  }

  /// The body of the request for a new token; nil when something for it is missing or has run out.
  func renewal(now: Date) -> Data? {
    guard let client = members["clientId"] as? String,
      let secret = members["clientSecret"] as? String,
      let refresh = members["refreshToken"] as? String,
      let registration = members["registrationExpiresAt"] as? String,
      let end = Date(timestamp: registration), end > now
    else { return nil }
    return try? JSONEncoder().encode([
      "clientId": client, "clientSecret": secret, "grantType": "refresh_token",
      "refreshToken": refresh,
    ])
  }

  /// Takes over what the answer brings.
  func renewed(by body: Data, now: Date) -> Entry? {
    guard let answer = try? JSONSerialization.jsonObject(with: body) as? [String: Any],
      let token = answer["accessToken"] as? String, let seconds = answer["expiresIn"] as? Int
    else { return nil }
    var members = members
    members["accessToken"] = token
    members["expiresAt"] = now.addingTimeInterval(Double(seconds)).formatted(.iso8601)
    if let refresh = answer["refreshToken"] as? String { members["refreshToken"] = refresh }
    return Entry(members)
  }
}
