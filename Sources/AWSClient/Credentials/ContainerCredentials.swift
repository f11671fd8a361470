internal import Foundation
internal import SMSVoice

/// Asks the agent of a container (ECS, EKS Pod Identity, Greengrass) for the credentials of its role.
///
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html>
struct ContainerCredentials: CredentialProvider {
  let context: CredentialContext

  let name = "container credentials"

  /// Throws when a variable is set and the agent gives none.
  func provide() async throws(CredentialError) -> CredentialOffer {
    guard let (variable, url) = try url() else {
      return .none("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not set, nor is ..._FULL_URI")
    }
    var request = HTTPRequest(method: "GET", url: url, timeout: .seconds(5))
    request.headers["Accept"] = "application/json"
    request.secretBodies = .response
    request.isDirect = true
    let token = try token()
    if let token { request.headers.set("Authorization", secret: token) }
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await context.exchange.send(request)
    } catch {
      throw .failed(variable, error.message)
    }
    return .credentials(try Self.read(response, variable, url, hiding: token))
  }

  private func url() throws(CredentialError) -> (variable: String, url: URL)? {
    let relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
    if let path = context.surroundings[relative] {
      guard path.hasPrefix("/"), let url = URL(string: "http://169.254.170.2\(path)") else {
        throw CredentialError("\(relative): expected a path that begins with '/', not '\(path)'")
      }
      return (relative, url)
    }
    let full = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
    guard let text = context.surroundings[full] else { return nil }
    guard let url = URL(string: text), let host = url.host(), !host.isEmpty, url.user() == nil,
      let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme)
    else { throw .notAURL(full) }
    guard scheme == "https" || Self.isTrusted(host) else { throw .untrusted(full, text) }
    return (full, url)
  }

  /// Without TLS only addresses that cannot leave the machine get the token: loopback, and the agents
  /// of ECS and EKS.
  private static func isTrusted(_ host: String) -> Bool {
    let host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]")).lowercased()
    return host.isLoopback
      || ["169.254.170.2", "169.254.170.23", "fd00:ec2::23"].contains(host)
  }

  /// Read anew each time: EKS replaces the file.
  private func token() throws(CredentialError) -> Secret? {
    let variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
    guard let path = context.surroundings[variable] else {
      let inline = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
      return try context.surroundings[inline].map { text throws(CredentialError) in
        try Self.checked(text, inline)
      }
    }
    let data = (try? context.surroundings.readFile(context.surroundings.absolute(path))) ?? nil
    guard let data else { throw CredentialError("\(variable): the file '\(path)' cannot be read") }
    return try Self.checked(String(decoding: data, as: UTF8.self), variable)
  }

  private static func checked(_ text: String, _ variable: String) throws(CredentialError) -> Secret
  {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { throw CredentialError("\(variable): the token is empty") }
    guard !text.contains(where: \.isNewline) else {
      throw CredentialError("\(variable): the token has a line break in it")
    }
    return Secret(text)
  }

  private static func read(
    _ response: HTTPResponse,
    _ variable: String,
    _ url: URL,
    hiding token: Secret?
  ) throws(CredentialError) -> Credentials {
    guard response.status == 200 else {
      let words = ServiceError(response, hiding: [token].compactMap(\.self)).message
      throw .failed(variable, "\(url.absoluteString) answered \(response.status): \(words)")
    }
    guard let document = CredentialDocument(response.body) else {
      throw .failed(variable, "\(url.absoluteString): its answer is not a JSON object")
    }
    do throws(CredentialDocumentError) {
      return try document.temporary(origin: "container credentials (\(variable))")
    } catch {
      throw .failed(variable, "\(url.absoluteString): \(error.clause)")
    }
  }
}

extension String {
  /// Whether a host, in lower case and without brackets, is this machine: a token for it may go without TLS.
  fileprivate var isLoopback: Bool {
    let parts = split(separator: ".", omittingEmptySubsequences: false)
    let isIPv4 = parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    return isIPv4 || self == "localhost" || self == "::1"
  }
}

extension CredentialError {
  fileprivate static func failed(_ variable: String, _ reason: String) -> CredentialError {
    CredentialError("\(variable): no credentials from the container's agent: \(reason)")
  }

  // The text is not shown: there may be a password in it.
  fileprivate static func notAURL(_ variable: String) -> CredentialError {
    CredentialError(
      "\(variable): expected a URL of http or https without a user name, such as "
        + "'http://127.0.0.1:8080/credentials'"
    )
  }

  fileprivate static func untrusted(_ variable: String, _ text: String) -> CredentialError {
    CredentialError(
      """
      \(variable): '\(text)' would send the token in the clear; use https, a loopback address, \
      169.254.170.2, 169.254.170.23 or fd00:ec2::23
      """
    )
  }
}
