package import SMSVoice

/// Calls that queue together: one operation in one region, since quotas count so.
///
/// The account is missing because a client only ever acts for one.
package struct Lane: Hashable, Sendable {
  /// For example `eu-west-1`.
  package var region: String
  package var operation: Operation

  package init(region: String, operation: Operation) {
    self.region = region
    self.operation = operation
  }
}

/// A quota bucket: what one call takes a slot of.
enum Bucket: Hashable, Sendable {
  /// The documented quota of one operation.
  case lane(Lane)
  /// All writes of a region, with `PaceMode.region`.
  case writes(region: String)
}
