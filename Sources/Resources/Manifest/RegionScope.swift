internal import Diagnostics
package import Foundation
package import SMSVoice
internal import YAMLSyntax

/// What holds for every resource of one region of a manifest.
package struct RegionScope: Sendable {
  /// For example `eu-west-1`.
  package let region: String
  /// 12 digits.
  package let account: String
  /// For example `aws`.
  package let partition: String
  /// The value of the tag `smsctl:project` on what is ours.
  package let project: String
  /// Projects whose resources count as ours.
  package let formerProjects: Set<String>
  package let defaults: Defaults
  /// The table in force, with the corrections of a `countriesFile`.
  package let countries: CountryTable
  /// The same in every region.
  package let limits: ManifestLimits
  /// What is past.
  package let now: Date
  /// Every region of the manifest.
  package let allRegions: [String]

  /// What `defaults:` gives to every resource that says nothing else.
  package struct Defaults: Sendable {
    /// For kinds that have it; never `.unset`.
    package var deletionProtection: Setting<Bool> = .unmanaged
    /// In the order written; nil for none.
    ///
    /// A nil value says that the tag is to be removed.
    package var tags: [MapEntry<String, String?>]?
  }

  package init(
    region: String,
    account: String,
    project: String,
    formerProjects: Set<String> = [],
    defaults: Defaults = Defaults(),
    countries: CountryTable = .bundled,
    limits: ManifestLimits = ManifestLimits(),
    now: Date = .distantPast,
    allRegions: [String] = []
  ) {
    self.region = region
    self.account = account
    partition = Self.partition(of: region)
    self.project = project
    self.formerProjects = formerProjects
    self.defaults = defaults
    self.countries = countries
    self.limits = limits
    self.now = now
    self.allRegions = allRegions
  }

  /// The partition of a region; for one that the table lacks, by its prefix.
  package static func partition(of region: String) -> String {
    if let known = RegionTable.bundled[region] { return known.partition }
    if region.hasPrefix("us-gov-") { return "aws-us-gov" }
    if region.hasPrefix("eusc-") { return "aws-eusc" }
    return "aws"
  }

  /// The ARN of a resource of this account and region, for example of `pool/pool-0123`.
  package func arn(_ resource: String) -> String {
    "arn:\(partition):sms-voice:\(region):\(account):\(resource)"
  }

  /// The address of a resource of this region.
  package func address(_ kind: String, _ name: String) -> Address {
    Address(region: region, kind: kind, name: name)
  }

  /// The tags a resource is to have: the defaults, and its own over them; nil values are to go away.
  package func tags(of common: CommonFields) -> [String: String?] {
    var result: [String: String?] = [:]
    for entry in (defaults.tags ?? []) + (common.tags ?? []) {
      result[entry.key.value] = .some(entry.value)
    }
    return result
  }
}

extension ObjectSchema where Value == RegionScope.Defaults {
  /// The fields of `defaults:`.
  package static let defaults = ObjectSchema(
    "the defaults",
    id: "defaults",
    doc: "What every resource has that says nothing else.",
    empty: RegionScope.Defaults(),
    fields: [
      .setting(
        "deletionProtection",
        \.deletionProtection,
        .boolean,
        doc: "Deletion protection of every resource of a kind that has it."
      ),
      .value("tags", \.tags, .tags, doc: "Tags of every resource of a kind that has tags."),
    ]
  )
}

extension ValueType where Value == String {
  /// The name of one of the regions of the manifest.
  package static func region(of scope: RegionScope) -> ValueType {
    let expectation = "a region of the manifest"
    return ValueType(expectation, shape: .text(TextShape(expectation))) { node, decoder in
      guard let name = decoder.text(node, expected: expectation) else { return nil }
      // Without any region the manifest is told so once, at its top.
      if scope.allRegions.isEmpty || scope.allRegions.contains(name) { return name }
      let near = Suggestion.nearest(to: name, among: scope.allRegions)
      let hint = near.map { "; did you mean '\($0)'?" } ?? ""
      decoder.error("'\(name)' is not under 'regions' of the manifest\(hint)", at: node.range)
      return nil
    }
  }
}
