internal import Foundation

/// A region that has the service, from `spec/aws/regions.json`.
package struct ServiceRegion: Sendable, Equatable, Decodable {
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

  /// The table of `spec/aws/regions.json`, decoded on first use.
  package static let bundled: RegionTable = {
    struct File: Decodable {
      var regions: [ServiceRegion]
    }
    do {
      let file = try JSONDecoder().decode(File.self, from: Data(BundledFacts.regionsJSON.utf8))
      return RegionTable(regions: file.regions)
    } catch {
      preconditionFailure("the bundled region table cannot be read: \(error)")
    }
  }()

  private init(regions: [ServiceRegion]) {
    self.regions = regions.sorted { $0.region < $1.region }
    byCode = Dictionary(uniqueKeysWithValues: self.regions.enumerated().map { ($1.region, $0) })
  }
}
