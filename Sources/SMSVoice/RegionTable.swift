/// A region that has the service, from `spec/aws/regions.json`.
package struct ServiceRegion: Sendable, Equatable {
  /// For example `eu-west-1`.
  package var region: String
  /// For example `Europe (Ireland)`.
  package var name: String
  /// `aws`, `aws-us-gov` or `aws-eusc`.
  package var partition: String
  /// Of the standard endpoint, for example `sms-voice.eu-west-1.amazonaws.com`.
  package var hostname: String
  /// Nil where AWS lists no such endpoint; so too for the next two.
  package var fipsHostname: String?
  package var dualstackHostname: String?
  package var fipsDualstackHostname: String?
}

/// A region of AWS that lacks the service, from `spec/aws/regions-without-service.json`.
package struct RegionWithoutService: Sendable, Equatable {
  /// For example `ap-southeast-5`.
  package var region: String
  /// For example `Asia Pacific (Malaysia)`.
  package var name: String
  /// For example `aws-cn`.
  package var partition: String
  /// The code of the nearest region of the partition that has the service; nil when none has.
  package var nearest: String?
}

/// The regions of the service that this build knows.
package struct RegionTable: Sendable {
  /// In order of their codes.
  package let regions: [ServiceRegion]
  /// Regions of AWS that are known not to have the service.
  package let without: [RegionWithoutService]
  private let byCode: [String: Int]

  /// The row of a region code, or nil when the table does not have it.
  package subscript(code: String) -> ServiceRegion? {
    byCode[code].map { regions[$0] }
  }

  /// The table of `spec/aws/regions.json`, read on first use.
  package static let bundled = RegionTable(
    regions: BundledFacts.regions.rows.map { columns in
      guard columns.count == 7 else {
        preconditionFailure("the bundled region table cannot be read: \(columns)")
      }
      return ServiceRegion(
        region: String(columns[0]),
        name: String(columns[1]),
        partition: String(columns[2]),
        hostname: String(columns[3]),
        fipsHostname: columns[4].known,
        dualstackHostname: columns[5].known,
        fipsDualstackHostname: columns[6].known
      )
    },
    without: BundledFacts.regionsWithoutService.rows.map { columns in
      guard columns.count == 4 else {
        preconditionFailure("the table of regions without the service cannot be read: \(columns)")
      }
      return RegionWithoutService(
        region: String(columns[0]),
        name: String(columns[1]),
        partition: String(columns[2]),
        nearest: columns[3].known
      )
    }
  )

  /// Why a region cannot be used, as a sentence without its end; nil when it has the service.
  package func refusal(of code: String) -> String? {
    guard self[code] == nil else { return nil }
    guard let entry = without.first(where: { $0.region == code }) else {
      return "'\(code)' is not a region that has the service"
    }
    let subject = "'\(code)', \(entry.name), does not have the service"
    guard let nearest = entry.nearest.flatMap({ self[$0] }) else {
      return "\(subject), nor has any other region of the partition '\(entry.partition)'"
    }
    return "\(subject); the nearest region that has it is '\(nearest.region)', \(nearest.name)"
  }

  private init(regions: [ServiceRegion], without: [RegionWithoutService]) {
    self.without = without
    self.regions = regions.sorted { $0.region < $1.region }
    byCode = Dictionary(uniqueKeysWithValues: self.regions.enumerated().map { ($1.region, $0) })
  }
}
