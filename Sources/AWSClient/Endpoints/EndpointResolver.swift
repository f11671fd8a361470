package import Foundation
package import SMSVoice

/// Which URL to call for a region.
///
/// `--endpoint-url` comes before `AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2` (for the service) and
/// `AWS_ENDPOINT_URL_STS` (for STS), and those before `AWS_ENDPOINT_URL`; the first and the last are
/// for both. `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` leaves only the flag.
package struct EndpointResolver: Sendable {
  private let settings: EndpointSettings
  private let regions: RegionTable

  /// Checks all settings.
  ///
  /// `flag` is the value of `--endpoint-url`, nil when it was not given.
  package init(
    flag: String? = nil,
    environment: [String: String] = [:],
    regions: RegionTable = .bundled
  ) throws(EndpointError) {
    settings = try EndpointSettings(flag: flag, environment: environment)
    self.regions = regions
  }

  /// For example `https://sms-voice.eu-west-1.amazonaws.com`.
  ///
  /// A region that the table does not have gets the standard name. Throws for a text that cannot be
  /// a region, and when a variant is asked for that the region does not have.
  package func service(region: String) throws(EndpointError) -> URL {
    if let url = settings.service { return url }
    let entry = regions[region]
    let host: String? =
      switch (settings.usesFIPS, settings.usesDualStack) {
      case (false, false):
        entry?.hostname ?? "sms-voice.\(region).\(Partition(region: region).domain)"
      case (true, false): entry?.fipsHostname
      case (false, true): entry?.dualstackHostname
      case (true, true): entry?.fipsDualstackHostname
      }
    guard let host else { throw .noVariant(settings.variant, region: region) }
    return try url(host: host, region: region)
  }

  /// For example `https://sts.eu-west-1.amazonaws.com`: the regional endpoint, never the global one.
  package func securityTokenService(region: String) throws(EndpointError) -> URL {
    if let url = settings.securityTokenService { return url }
    let partition = Partition(region: region)
    // GovCloud's ordinary endpoints are the FIPS ones.
    let isPlainFIPS = partition.name == "aws-us-gov" && !settings.usesDualStack
    let name = settings.usesFIPS && !isPlainFIPS ? "sts-fips" : "sts"
    let domain = settings.usesDualStack ? partition.dualStackDomain : partition.domain
    return try url(host: "\(name).\(region).\(domain)", region: region)
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

  fileprivate static func noVariant(_ variant: String, region: String) -> EndpointError {
    EndpointError(message: "no \(variant) endpoint of the service is known in '\(region)'")
  }
}
