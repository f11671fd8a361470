internal import Foundation

/// Asks an EC2 instance's metadata service for the credentials of its role, by IMDSv2 only.
///
/// Off EC2 nobody answers, so the waits are short and few.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html>
struct InstanceCredentials: CredentialProvider {
  let context: CredentialContext

  let name = "instance metadata"
  private static let path = "/latest/meta-data/iam/security-credentials/"

  /// Says that there are none when nobody answers; throws when the service answers and has none.
  func provide() async throws(CredentialError) -> CredentialOffer {
    if context.surroundings["AWS_EC2_METADATA_DISABLED"]?.lowercased() == "true" {
      return .none("AWS_EC2_METADATA_DISABLED is true")
    }
    let service = try MetadataService(context)
    let answer = await service.token()
    let token: Secret
    switch answer {
    case .failure(let error): return .none("no answer from \(service.url): \(error.message)")
    case .success(let response) where response.status != 200:
      return .none("\(service.url) answered \(response.status) to the request for a token")
    case .success(let response):
      guard let text = Self.token(response.body) else {
        return .none("\(service.url) answered with something else than a token")
      }
      token = text
    }
    let roles = try await service.get(Self.path, token)
    guard roles.status != 404 else { return .none("the instance has no role") }
    let role = try service.text(of: roles).split(whereSeparator: \.isNewline).first
    guard let role else { return .none("the instance has no role") }
    guard role.wholeMatch(of: /[\w+=,.@-]+/) != nil else {
      throw service.failed("its answer is not the name of a role")
    }
    let keys = try await service.get(Self.path + role, token, isSecret: true)
    return .credentials(try read(keys, String(role), service))
  }

  /// Nil for what is no token, such as the page of a proxy: it must not get into a header.
  private static func token(_ body: Data) -> Secret? {
    let text = String(decoding: body, as: UTF8.self)
    return text.wholeMatch(of: /[!-~]+/) == nil ? nil : Secret(text)
  }

  private func read(
    _ response: HTTPResponse,
    _ role: String,
    _ service: MetadataService
  ) throws(CredentialError) -> Credentials {
    _ = try service.text(of: response)
    guard let document = CredentialDocument(response.body) else {
      throw service.failed("the answer for the role '\(role)' is not a JSON object")
    }
    guard document["Code"] == nil || document["Code"] == "Success" else {
      throw service.failed("the role '\(role)': \(document["Message"] ?? document["Code"] ?? "")")
    }
    do throws(CredentialDocumentError) {
      var credentials = try document.temporary(origin: "role '\(role)' of the instance")
      // When the service cannot renew them it gives the old ones, which go on working.
      // https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-stability.html
      let now = context.exchange.date()
      if let end = credentials.expiration, end <= now.addingTimeInterval(60) {
        credentials.expiration = now.addingTimeInterval(600)
      }
      return credentials
    } catch {
      throw service.failed(error.clause)
    }
  }
}

/// The metadata service, with the settings for reaching it.
private struct MetadataService {
  let url: URL
  private let timeout: Duration
  private let attempts: Int
  private let exchange: CredentialExchange

  init(_ context: CredentialContext) throws(CredentialError) {
    exchange = context.exchange
    let settings = context.settings
    url = try Self.url(settings)
    timeout = .seconds(
      try Self.number(settings, "AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout", 1)
    )
    attempts = try Self.number(
      settings,
      "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
      "metadata_service_num_attempts",
      1
    )
  }

  func token() async -> Result<HTTPResponse, TransportError> {
    var request = request("/latest/api/token", method: "PUT")
    // The longest that the service gives: six hours.
    request.headers["X-aws-ec2-metadata-token-ttl-seconds"] = "21600"
    request.secretBodies = .response
    do throws(TransportError) {
      return .success(try await exchange.send(request, attempts: attempts))
    } catch {
      return .failure(error)
    }
  }

  func get(
    _ path: String,
    _ token: Secret,
    isSecret: Bool = false
  ) async throws(CredentialError) -> HTTPResponse {
    var request = request(path, method: "GET")
    request.headers.set("X-aws-ec2-metadata-token", secret: token)
    if isSecret { request.secretBodies = .response }
    do throws(TransportError) {
      return try await exchange.send(request, attempts: max(attempts, 3))
    } catch {
      throw failed(error.message)
    }
  }

  func text(of response: HTTPResponse) throws(CredentialError) -> String {
    guard response.status == 200 else { throw failed("it answered \(response.status)") }
    return String(decoding: response.body, as: UTF8.self)
  }

  func failed(_ reason: String) -> CredentialError {
    CredentialError("no credentials from the instance's metadata (\(url)): \(reason)")
  }

  private func request(_ path: String, method: String) -> HTTPRequest {
    var request = HTTPRequest(method: method, url: url.appending(path: path), timeout: timeout)
    request.isDirect = true
    return request
  }

  private static func url(_ settings: ClientSettings) throws(CredentialError) -> URL {
    let custom = settings.value(
      "AWS_EC2_METADATA_SERVICE_ENDPOINT",
      key: "ec2_metadata_service_endpoint"
    )
    let mode = settings.value(
      "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
      key: "ec2_metadata_service_endpoint_mode"
    )
    let address: String
    switch mode?.text.lowercased() {
    case "ipv4", nil: address = "http://169.254.169.254"
    case "ipv6": address = "http://[fd00:ec2::254]"
    default:
      throw CredentialError("\(mode?.name ?? ""): expected 'IPv4' or 'IPv6'")
    }
    guard let url = URL(string: custom?.text ?? address), url.host()?.isEmpty == false,
      url.user() == nil,
      ["http", "https"].contains(url.scheme?.lowercased() ?? "")
    else { throw .notAURL(custom?.name ?? "") }
    return url
  }

  private static func number(
    _ settings: ClientSettings,
    _ variable: String,
    _ key: String,
    _ standard: Int
  ) throws(CredentialError) -> Int {
    guard let value = settings.value(variable, key: key) else { return standard }
    guard let number = Int(value.text), 1...60 ~= number else {
      throw CredentialError("\(value.name): expected a number from 1 to 60, not '\(value.text)'")
    }
    return number
  }
}

extension CredentialError {
  // The text is not shown: there may be a password in it.
  fileprivate static func notAURL(_ name: String) -> CredentialError {
    CredentialError(
      "\(name): expected a URL of http or https without a user name, such as "
        + "'http://169.254.169.254'"
    )
  }
}
