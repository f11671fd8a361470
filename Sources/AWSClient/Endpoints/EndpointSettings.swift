internal import Foundation

/// What the command line, the environment and the profile say of endpoints, checked.
///
/// The first of these that is set gives a service's endpoint:
/// 1. `--endpoint-url`, for the service, the Resource Groups Tagging API and STS,
/// 2. the variable for the one service, such as `AWS_ENDPOINT_URL_STS`,
/// 3. `AWS_ENDPOINT_URL`,
/// 4. its `endpoint_url` in the `[services NAME]` section that the profile names,
/// 5. `endpoint_url` of the profile.
///
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html>
struct EndpointSettings: Sendable {
  /// Services that are not here have AWS's own endpoints.
  let urls: [EndpointService: URL]
  /// `AWS_USE_FIPS_ENDPOINT`.
  let usesFIPS: Bool
  /// `AWS_USE_DUALSTACK_ENDPOINT`: endpoints that have IPv6 addresses too.
  let usesDualStack: Bool

  /// `flag` is the value of `--endpoint-url`.
  init(flag: String?, _ settings: ClientSettings) throws {
    let fips = try settings.bool("AWS_USE_FIPS_ENDPOINT", key: "use_fips_endpoint")
    let dualStack = try settings.bool("AWS_USE_DUALSTACK_ENDPOINT", key: "use_dualstack_endpoint")
    let isIgnored = try settings.bool(
      "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
      key: "ignore_configured_endpoint_urls"
    )
    var urls: [EndpointService: URL] = [:]
    for service in EndpointService.allCases {
      var value = Self.flagged(flag, for: service)
      if value == nil, isIgnored?.isOn != true { value = try settings.endpoint(of: service) }
      guard let value else { continue }
      urls[service] = try Self.parse(value)
      for variant in [fips, dualStack].compactMap({ $0 }) where variant.isOn {
        throw EndpointError.conflict(value.name, variant.name)
      }
    }
    self.urls = urls
    usesFIPS = fips?.isOn ?? false
    usesDualStack = dualStack?.isOn ?? false
  }

  private static func flagged(
    _ flag: String?,
    for service: EndpointService
  ) -> ClientSettings.Value? {
    guard let flag, service.followsFlag else { return nil }
    return ClientSettings.Value(name: "--endpoint-url", text: flag)
  }

  private static func parse(_ value: ClientSettings.Value) throws(EndpointError) -> URL {
    guard let url = URL(string: value.text),
      ["http", "https"].contains(url.scheme?.lowercased() ?? ""),
      url.host()?.isEmpty == false, url.query() == nil, url.fragment() == nil, url.user() == nil
    else { throw .notAnEndpoint(value) }
    return url
  }
}

extension ClientSettings {
  /// What the environment and the profile say; nil when they leave it to AWS.
  fileprivate func endpoint(of service: EndpointService) throws(ConfigurationError) -> Value? {
    for variable in [service.variable, "AWS_ENDPOINT_URL"] {
      if let text = surroundings[variable] { return Value(name: variable, text: text) }
    }
    if let services = profile?.value("services") {
      guard let section = files.services(services.text) else {
        throw .noServices(services)
      }
      if let setting = section.settings[service.key]?.nested["endpoint_url"], !setting.value.isEmpty
      {
        return Value(name: "endpoint_url (\(setting.place))", text: setting.value)
      }
    }
    return profile?.value("endpoint_url")
  }
}

extension ConfigurationError {
  fileprivate static func noServices(_ value: ClientSettings.Value) -> ConfigurationError {
    ConfigurationError("\(value.name): there is no section '[services \(value.text)]'")
  }
}

extension EndpointError {
  fileprivate static func notAnEndpoint(_ value: ClientSettings.Value) -> EndpointError {
    // What stands before an '@' may be a password.
    let text = value.text.contains("@") ? "a text with '@'" : "'\(value.text)'"
    return EndpointError(
      message: """
        \(value.name): \(text) is not an endpoint; expected http or https and a host, \
        for example 'http://localhost:8787'
        """
    )
  }

  fileprivate static func conflict(_ custom: String, _ variant: String) -> EndpointError {
    EndpointError(
      message: "\(custom) and \(variant) exclude each other: a custom endpoint has no variants"
    )
  }
}
