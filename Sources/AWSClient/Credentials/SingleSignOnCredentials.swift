internal import Foundation
internal import SMSVoice

/// Gets the credentials of a role for a login at IAM Identity Center (SSO) that the AWS CLI made.
///
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html>
struct SingleSignOnCredentials: CredentialProvider {
  /// The name of the profile.
  let profileName: String
  let context: CredentialContext

  var name: String { "IAM Identity Center of the profile '\(profileName)'" }

  /// Errors say which login to run.
  func provide() async throws(CredentialError) -> CredentialOffer {
    guard let profile = context.files.profile(profileName),
      profile["sso_account_id"] != nil || profile["sso_role_name"] != nil
    else { return .none("it has no 'sso_account_id'") }
    let login = try SingleSignOnLogin(profile, context.files)
    let account = try profile.required("sso_account_id", for: "IAM Identity Center")
    let role = try profile.required("sso_role_name", for: "IAM Identity Center")
    let token = try await SingleSignOnCache(context: context).token(of: login)
    let response = try await ask(login, account: account, role: role, token)
    return .credentials(
      try read(response, profile, login, account: account, role: role, hiding: token)
    )
  }

  private func ask(
    _ login: SingleSignOnLogin,
    account: String,
    role: String,
    _ token: Secret
  ) async throws(CredentialError) -> HTTPResponse {
    do {
      let portal = try context.endpoints.singleSignOn(region: login.region)
      // Not by `URLQueryItem`, which leaves a '+' as it is, and that would arrive as a space.
      let query = "role_name=\(role.percentEncoded())&account_id=\(account.percentEncoded())"
      guard
        let url = URL(string: "\(portal.appending(path: "federation/credentials"))?\(query)")
      else { throw login.unusable }
      var request = HTTPRequest(method: "GET", url: url, timeout: .seconds(20))
      request.headers.set("x-amz-sso_bearer_token", secret: token)
      request.secretBodies = .response
      return try await context.exchange.send(request)
    } catch let error as CredentialError {
      throw error
    } catch {
      let reason = (error as? TransportError)?.advisedMessage ?? "\(error)"
      throw CredentialError("IAM Identity Center was not reached for \(login.profile): \(reason)")
    }
  }

  private func read(
    _ response: HTTPResponse,
    _ profile: Profile,
    _ login: SingleSignOnLogin,
    account: String,
    role: String,
    hiding token: Secret
  ) throws(CredentialError) -> Credentials {
    guard response.status != 401 else { throw login.expired }
    guard response.status == 200 else {
      throw .refused(response, profile, account: account, role: role, hiding: token)
    }
    guard let answer = try? JSONDecoder().decode(RoleAnswer.self, from: response.body) else {
      throw CredentialError(
        "IAM Identity Center's answer for \(profile.title) has no credentials in it"
      )
    }
    let keys = answer.roleCredentials
    return Credentials(
      accessKeyID: keys.accessKeyId,
      secretAccessKey: Secret(keys.secretAccessKey),
      sessionToken: Secret(keys.sessionToken),
      expiration: Date(timeIntervalSince1970: Double(keys.expiration) / 1000),
      origin: "IAM Identity Center for \(profile.title)"
    )
  }
}

/// The answer to `GetRoleCredentials`; `expiration` is in milliseconds since 1970.
///
/// <https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html>
private struct RoleAnswer: Decodable {
  struct Keys: Decodable {
    var accessKeyId: String
    var secretAccessKey: String
    var sessionToken: String
    var expiration: Int64
  }

  var roleCredentials: Keys
}

extension CredentialError {
  fileprivate static func refused(
    _ response: HTTPResponse,
    _ profile: Profile,
    account: String,
    role: String,
    hiding token: Secret
  ) -> CredentialError {
    let words = ServiceError(response, hiding: [token]).message
    let isNotAllowed = [400, 403, 404].contains(response.status)
    let advice =
      isNotAllowed ? "check both names, and that you are assigned to them" : "try again later"
    return CredentialError(
      """
      IAM Identity Center gives no credentials of the role '\(role)' in the account \(account) \
      for \(profile.title): \(words) (HTTP \(response.status)); \(advice)
      """
    )
  }
}
