/// How hard to press, as `--pace` says.
package enum PaceMode: Sendable, Equatable {
  /// As fast as each operation's quota allows: one bucket per region and operation.
  case operation
  /// Besides, all writes of a region together make at most one call per second.
  case region
}
