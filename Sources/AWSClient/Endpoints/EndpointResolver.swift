package import Foundation
package import SMSVoice

/// Which URL to call for a service and a region.
package struct EndpointResolver: Sendable {
  private let settings: EndpointSettings
  private let regions: RegionTable

  /// Checks all settings.
  ///
  /// `flag` is the value of `--endpoint-url`, nil when it was not given. Throws `EndpointError` and
  /// `ConfigurationError`.
  package init(
    flag: String? = nil,
    settings: ClientSettings,
    regions: RegionTable = .bundled
  ) throws {
    self.settings = try EndpointSettings(flag: flag, settings)
    self.regions = regions
  }

  /// For example `https://sms-voice.eu-west-1.amazonaws.com`.
  ///
  /// Throws for a region that does not have the service, unless a custom endpoint is set, and when a
  /// variant is asked for that the region does not have.
  package func service(region: String) throws(EndpointError) -> URL {
    if let url = settings.urls[.smsVoice] { return url }
    guard let entry = regions[region] else { throw .unavailable(region, regions) }
    let host: String? =
      switch (settings.usesFIPS, settings.usesDualStack) {
      case (false, false): entry.hostname
      case (true, false): entry.fipsHostname
      case (false, true): entry.dualstackHostname
      case (true, true): entry.fipsDualstackHostname
      }
    guard let host else { throw .noVariant(settings.variant, region: region) }
    return try url(host: host, region: region)
  }

  /// For example `https://tagging.eu-west-1.amazonaws.com`.
  ///
  /// Throws when a variant is asked for: the service has none that is known in all regions.
  package func tagging(region: String) throws(EndpointError) -> URL {
    if let url = settings.urls[.resourceGroupsTagging] { return url }
    guard !settings.usesFIPS, !settings.usesDualStack else {
      throw .noVariant(settings.variant, region: region)
    }
    return try regional("tagging", region)
  }

  /// For example `https://sts.eu-west-1.amazonaws.com`: the regional endpoint, never the global one.
  package func securityTokens(region: String) throws(EndpointError) -> URL {
    if let url = settings.urls[.securityTokens] { return url }
    return try regional("sts", region)
  }

  /// For example `https://portal.sso.eu-west-1.amazonaws.com`.
  package func singleSignOn(region: String) throws(EndpointError) -> URL {
    if let url = settings.urls[.singleSignOn] { return url }
    return try regional("portal.sso", region)
  }

  /// For example `https://oidc.eu-west-1.amazonaws.com`.
  package func singleSignOnTokens(region: String) throws(EndpointError) -> URL {
    if let url = settings.urls[.singleSignOnTokens] { return url }
    return try regional("oidc", region)
  }

  /// The endpoint of a service that all regions have.
  private func regional(_ name: String, _ region: String) throws(EndpointError) -> URL {
    let partition = Partition(region: region)
    // GovCloud's ordinary endpoints are the FIPS ones.
    let isPlainFIPS = partition.name == "aws-us-gov" && !settings.usesDualStack
    let suffix = settings.usesFIPS && !isPlainFIPS ? "-fips" : ""
    let domain = settings.usesDualStack ? partition.dualStackDomain : partition.domain
    return try url(host: "\(name)\(suffix).\(region).\(domain)", region: region)
  }

  private func url(host: String, region: String) throws(EndpointError) -> URL {
    guard region.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)+/) != nil,
      let url = URL(string: "https://\(host)")
    else { throw .notARegion(region) }
    return url
  }
}

extension EndpointSettings {
  fileprivate var variant: String {
    switch (usesFIPS, usesDualStack) {
    case (true, true): "FIPS dual-stack"
    case (true, false): "FIPS"
    case (false, _): "dual-stack"
    }
  }
}

extension EndpointError {
  fileprivate static func notARegion(_ text: String) -> EndpointError {
    EndpointError(message: "'\(text)' is not the name of a region, such as 'eu-west-1'")
  }

  fileprivate static func unavailable(_ region: String, _ table: RegionTable) -> EndpointError {
    EndpointError(message: table.refusal(of: region) ?? "'\(region)' cannot be used")
  }

  fileprivate static func noVariant(_ variant: String, region: String) -> EndpointError {
    EndpointError(message: "no \(variant) endpoint of the service is known in '\(region)'")
  }
}
