package import SMSVoice

/// What `smsctl export` asks of a kind: to read all that a region has, and to say it as a manifest does.
///
/// The stages run in this order: `detailReads(with:)` and `inventory(with:)` for each region,
/// `export(into:)` once, for all regions.
package protocol ExportableKind: Sendable {
  /// What a region has of the kind.
  associatedtype Inventory: ExportInventory

  /// Reads the lists and tells how many reads of single resources `inventory(with:)` makes, by operation.
  static func detailReads(with reader: RegionReader) async throws -> [Operation: Int]

  /// Reads all that the region has of the kind.
  static func inventory(with reader: RegionReader) async throws -> Inventory

  /// Adds the resources of every region. No I/O.
  ///
  /// Kinds do so in the order of `ResourceKinds.all`, so that a kind finds the keys of those it refers to.
  static func export(into export: inout ManifestExport)
}

/// What was read of one kind in one region.
package protocol ExportInventory: Sendable {
  /// The tags of every resource, by ARN.
  var tags: [String: Tags] { get }
}
