internal import SMSVoice

/// A quota bucket: what one call takes a slot of.
enum Bucket: Hashable, Sendable {
  /// The documented quota of one operation.
  case lane(Lane)
  /// All writes of a region, where `Quotas.writesPerRegion` holds them together.
  case writes(region: String)
}
