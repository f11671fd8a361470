internal import Foundation

/// What the command line and the environment say of endpoints, checked.
///
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html>
struct EndpointSettings: Sendable {
  /// Nil means AWS's own endpoints.
  let service: URL?
  /// As `service`, for STS.
  let securityTokenService: URL?
  /// `AWS_USE_FIPS_ENDPOINT`.
  let usesFIPS: Bool
  /// `AWS_USE_DUALSTACK_ENDPOINT`: endpoints that have IPv6 addresses too.
  let usesDualStack: Bool

  /// `flag` is the value of `--endpoint-url`.
  init(flag: String?, environment: [String: String]) throws(EndpointError) {
    let environment = environment.filter { !$0.value.isEmpty }
    usesFIPS = try Self.bool("AWS_USE_FIPS_ENDPOINT", environment)
    usesDualStack = try Self.bool("AWS_USE_DUALSTACK_ENDPOINT", environment)
    let names =
      try Self.bool("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", environment)
      ? [] : Self.variables
    let service = try Self.url(flag: flag, names.filter { $0 != Self.token }, environment)
    let token = try Self.url(flag: flag, names.filter { $0 != Self.ours }, environment)
    self.service = service?.url
    securityTokenService = token?.url
    if usesFIPS || usesDualStack, let custom = service ?? token {
      throw .conflict(
        custom.setting,
        usesFIPS ? "AWS_USE_FIPS_ENDPOINT" : "AWS_USE_DUALSTACK_ENDPOINT"
      )
    }
  }

  private static let ours = "AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2"
  private static let token = "AWS_ENDPOINT_URL_STS"
  private static let general = "AWS_ENDPOINT_URL"
  // The ones for one service come before the one for all.
  private static let variables = [ours, token, general]

  private static func url(
    flag: String?,
    _ names: [String],
    _ environment: [String: String]
  ) throws(EndpointError) -> (setting: String, url: URL)? {
    if let flag { return ("--endpoint-url", try parse(flag, setting: "--endpoint-url")) }
    guard let name = names.first(where: { environment[$0] != nil }), let text = environment[name]
    else { return nil }
    return (name, try parse(text, setting: name))
  }

  private static func parse(_ text: String, setting: String) throws(EndpointError) -> URL {
    guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased() ?? ""),
      url.host()?.isEmpty == false, url.query() == nil, url.fragment() == nil, url.user() == nil
    else { throw .notAnEndpoint(text, setting: setting) }
    return url
  }

  private static func bool(
    _ name: String,
    _ environment: [String: String]
  ) throws(EndpointError) -> Bool {
    guard let text = environment[name] else { return false }
    guard let value = Bool(text.lowercased()) else { throw .notABool(text, setting: name) }
    return value
  }
}

extension EndpointError {
  fileprivate static func notAnEndpoint(_ text: String, setting: String) -> EndpointError {
    EndpointError(
      message: """
        \(setting): '\(text)' is not an endpoint; expected http or https and a host, \
        for example 'http://localhost:8787'
        """
    )
  }

  fileprivate static func notABool(_ text: String, setting: String) -> EndpointError {
    EndpointError(message: "\(setting): expected 'true' or 'false', not '\(text)'")
  }

  fileprivate static func conflict(_ custom: String, _ variant: String) -> EndpointError {
    EndpointError(
      message: "\(custom) and \(variant) exclude each other: a custom endpoint has no variants"
    )
  }
}
