/// A region that has the service, from `spec/aws/regions.json`.
package struct ServiceRegion: Sendable, Equatable {
  /// For example `eu-west-1`.
  package var region: String
  /// For example `Europe (Ireland)`.
  package var name: String
  /// `aws`, `aws-us-gov` or `aws-eusc`.
  package var partition: String
  package var hostname: String
  /// Nil where AWS lists no such endpoint; so too for the next two.
  package var fipsHostname: String?
  package var dualstackHostname: String?
  package var fipsDualstackHostname: String?
}

/// The regions of the service that this build knows.
package struct RegionTable: Sendable {
  /// In order of their codes.
  package let regions: [ServiceRegion]
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
    }
  )

  private init(regions: [ServiceRegion]) {
    self.regions = regions.sorted { $0.region < $1.region }
    byCode = Dictionary(uniqueKeysWithValues: self.regions.enumerated().map { ($1.region, $0) })
  }
}
