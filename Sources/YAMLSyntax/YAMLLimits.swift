/// How much a YAML file may hold before it is refused.
package struct YAMLLimits: Sendable, Equatable {
  /// The size of the file in bytes.
  package var fileSize: Int
  /// How deep lists and maps may be nested, aliases counted as what they stand for.
  package var depth: Int
  /// How many values, keys included, may be written in one file.
  package var nodes: Int
  /// How many values the aliases of one document may stand for together.
  package var aliasedNodes: Int

  /// Limits that no manifest written by a person or a sane program reaches.
  package init(
    fileSize: Int = 64 << 20,
    depth: Int = 100,
    nodes: Int = 10_000_000,
    aliasedNodes: Int = 1_000_000
  ) {
    self.fileSize = fileSize
    self.depth = depth
    self.nodes = nodes
    self.aliasedNodes = aliasedNodes
  }
}
