/// Calls that queue together: one operation in one region, since quotas count so.
///
/// The account is missing because a client only ever acts for one.
package struct Lane: Hashable, Sendable, Comparable {
  /// For example `eu-west-1`.
  package var region: String
  /// For example `CreatePool`.
  package var operation: Operation

  package init(region: String, operation: Operation) {
    self.region = region
    self.operation = operation
  }

  /// By region, then by operation.
  package static func < (left: Lane, right: Lane) -> Bool {
    (left.region, left.operation) < (right.region, right.operation)
  }
}
