internal import Diagnostics

extension NodeBuilder {
  /// Whether a tag is `!!str`, the only one with a use here; any other is reported.
  mutating func checkTag(_ tag: String, at range: SourceRange) -> Bool {
    if tag == "tag:yaml.org,2002:str" { return true }
    report(.error(.tag(Self.shorten(tag)), at: tagRange(in: range)))
    return false
  }

  /// The tag as people write it: `!!binary` for `tag:yaml.org,2002:binary`.
  private static func shorten(_ tag: String) -> String {
    let prefix = "tag:yaml.org,2002:"
    return tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
  }

  /// The place of the tag among a node's properties.
  ///
  /// Anchors hold no `!`, so the first one starts it.
  private func tagRange(in range: SourceRange) -> SourceRange {
    let bytes = range.start.offset..<range.end.offset
    let start = bytes.first { locator.byte(at: $0) == UInt8(ascii: "!") } ?? bytes.lowerBound
    let end = (start..<bytes.upperBound).first { isBlank(locator.byte(at: $0)) } ?? bytes.upperBound
    let first = locator.position(at: start, from: range.start)
    return self.range(first, locator.position(at: end, from: first))
  }
}

private func isBlank(_ byte: UInt8?) -> Bool {
  byte.map { $0 <= UInt8(ascii: " ") } ?? true
}

extension Diagnostic.Message {
  fileprivate static func tag(_ tag: String) -> Self {
    tag == "!"
      ? "tags are not used here; put a text that starts with '!' in quotes"
      : "tags are not used here, only '!!str'; remove '\(tag)', or put a text that starts with '!' in quotes"
  }
}
