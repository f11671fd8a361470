internal import Diagnostics

/// A list or map that is being read.
struct Frame {
  /// What the next node in a map is.
  enum Expecting {
    /// A key, or the end of the map.
    case key
    /// The value of `pendingKey`.
    case value
    /// The value of a key that was refused.
    case nothing
  }

  /// Whether it is a map.
  let isMapping: Bool
  /// The name its value is to have; nil for none.
  let anchor: String?
  /// Where it starts, properties included.
  let start: SourcePosition
  /// The end of the last part, or of the opening bracket.
  var end: SourcePosition
  /// Where the opening token ends: for `[` and `{` the place after it.
  let openingEnd: SourcePosition
  /// The nodes counted before this one.
  let sizeBefore: Int
  /// The levels below it.
  private(set) var height = 0

  /// The items of a list.
  private var items: [YAMLNode] = []
  /// The entries of a map, duplicates included.
  var entries: [YAMLMapping.Entry] = []
  /// The state of a map.
  var expecting = Expecting.key
  /// The key whose value comes next.
  var pendingKey: YAMLNode?
  /// The merge key of a map and its value, if it has one.
  var merged: [YAMLMapping.Entry] = []

  /// A frame for a collection whose opening, properties included, lies between two positions.
  init(
    isMapping: Bool,
    anchor: String?,
    start: SourcePosition,
    end: SourcePosition,
    sizeBefore: Int
  ) {
    self.isMapping = isMapping
    self.anchor = anchor
    self.start = start
    self.end = end
    openingEnd = end
    self.sizeBefore = sizeBefore
  }
}

extension Frame {
  /// Takes the next part, which has `height` levels of lists and maps in it; gives what is wrong with it.
  mutating func add(_ node: consuming YAMLNode, height: Int) -> Diagnostic? {
    end = node.range.end
    self.height = max(self.height, height)
    if isMapping { return addToMapping(node) }
    items.append(node)
    return nil
  }

  /// The value that was read; what is wrong with it as a whole is added to `diagnostics`.
  mutating func finish(_ diagnostics: inout [Diagnostic]) -> YAMLNode.Content {
    isMapping ? .mapping(finishMapping(&diagnostics)) : .sequence(items)
  }
}
