/// The part of AWS that a region belongs to, with the domain names of its endpoints.
package struct Partition: Sendable, Equatable {
  /// As in ARNs, for example `aws-us-gov`.
  package var name: String
  /// For example `amazonaws.com`.
  package var domain: String
  /// The domain of endpoints that also have IPv6 addresses, for example `api.aws`.
  package var dualStackDomain: String

  /// Goes by the prefix of the region's name, so that regions newer than this build work.
  package init(region: String) {
    let entry = Self.known.first { region.hasPrefix($0.prefix) }
    self = entry?.partition ?? Self.standard
  }

  private init(_ name: String, _ domain: String, _ dualStackDomain: String) {
    self.name = name
    self.domain = domain
    self.dualStackDomain = dualStackDomain
  }

  private static let standard = Partition("aws", "amazonaws.com", "api.aws")

  // From botocore's partitions.json.
  private static let known: [(prefix: String, partition: Partition)] = [
    ("us-gov-", Partition("aws-us-gov", "amazonaws.com", "api.aws")),
    ("eusc-", Partition("aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu")),
    ("cn-", Partition("aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn")),
  ]
}
