internal import CLibYAML
internal import Diagnostics

/// Builds documents from events: one frame per open list or map, so that depth costs no stack.
///
/// Mistakes that leave a tree to go on with are collected; breaches of a limit are thrown.
struct NodeBuilder {
  /// The documents that ended.
  private(set) var documents: [YAMLDocument] = []
  /// What is wrong so far, in order of discovery.
  private(set) var diagnostics: [Diagnostic] = []
  /// The lists and maps that are open, innermost last.
  private(set) var frames: [Frame] = []
  /// The file the events come from.
  let file: SourceFile
  /// Where the marks of the events are.
  var locator: MarkLocator
  /// The last text in quotes.
  private(set) var lastQuoted: SourceRange?
  private let limits: YAMLLimits
  private var root: YAMLNode?
  private var anchors: [String: Anchor] = [:]
  /// Values written in the file so far.
  private var writtenNodes = 0
  /// Values that the aliases of this document stand for.
  private var aliasedNodes = 0

  /// A builder for the events of `file`; `bytes` is its text and must outlive the builder.
  init(file: SourceFile, bytes: UnsafeBufferPointer<UInt8>, limits: YAMLLimits) {
    self.file = file
    self.limits = limits
    locator = MarkLocator(bytes: bytes)
  }

  /// Takes the next event.
  mutating func handle(_ event: consuming Event) throws(ParsingStop) {
    switch event.kind {
    case .documentStart: startDocument()
    case .documentEnd: endDocument()
    case .alias: try addAlias(event)
    case .scalar(let text, let style): try addScalar(event, text, style)
    case .sequenceStart: try open(event, isMapping: false)
    case .mappingStart: try open(event, isMapping: true)
    case .collectionEnd: close(event)
    }
  }

  /// Adds to what is wrong.
  mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// The range between two positions of the file.
  func range(_ start: SourcePosition, _ end: SourcePosition) -> SourceRange {
    SourceRange(file: file, start: start, end: end)
  }
}

// MARK: - Documents

extension NodeBuilder {
  private mutating func startDocument() {
    root = nil
    anchors = [:]
    aliasedNodes = 0
  }

  private mutating func endDocument() {
    let isWritten = root.map { $0.range.start != $0.range.end } ?? false
    documents.append(YAMLDocument(root: isWritten ? root : nil))
  }
}

// MARK: - Nodes

extension NodeBuilder {
  private mutating func addScalar(
    _ event: Event,
    _ text: String,
    _ style: Event.ScalarStyle
  ) throws(ParsingStop) {
    let range = scalarRange(event, style)
    try countNode(at: range.start)
    if style == .quoted { lastQuoted = range }
    if style == .plain { checkBlank(before: text, at: range) }
    let isTagged = event.tag.map { checkTag($0, at: range) } ?? false
    let scalar = YAMLNode.Scalar(
      text: text,
      style: style == .plain && !isTagged ? .plain : .quoted,
      isTagged: isTagged
    )
    let node = YAMLNode(content: .scalar(scalar), range: range)
    if let name = event.anchor { anchors[name] = .done(node, size: 1, height: 0) }
    add(node, height: 0)
  }

  /// The range of a scalar.
  ///
  /// libyaml ends a block after the blank lines that follow it.
  private mutating func scalarRange(_ event: Event, _ style: Event.ScalarStyle) -> SourceRange {
    let start = locator.position(of: event.start)
    let end = locator.position(of: event.end)
    guard style == .block else { return range(start, end) }
    let offset = locator.trimmedEnd(from: start.offset, to: end.offset)
    return range(start, locator.position(at: offset, from: start))
  }

  private mutating func addAlias(_ event: Event) throws(ParsingStop) {
    let range = range(locator.position(of: event.start), locator.position(of: event.end))
    try countNode(at: range.start)
    let name = event.anchor ?? ""
    switch anchors[name] {
    case .done(let node, let size, let height):
      try countAlias(of: name, size: size, height: height, at: range)
      add(YAMLNode(content: node.content, range: range), height: height)
    case .open(let start):
      report(
        .error(.aliasInsideItself(name), at: range, notes: [.init(.anchorHere(name), at: start)])
      )
      add(.missing(at: range), height: 0)
    case nil:
      report(.error(.unknownAlias(name, nearest: nearestAnchor(to: name)), at: range))
      add(.missing(at: range), height: 0)
    }
  }

  /// The anchor that was probably meant.
  ///
  /// Looked for only where a person would read it: comparing all names for each of many mistakes takes too long.
  private func nearestAnchor(to name: String) -> String? {
    guard diagnostics.count < 50, anchors.count <= 1_000 else { return nil }
    return Suggestion.nearest(to: name, among: anchors.keys.sorted())
  }

  private mutating func open(_ event: Event, isMapping: Bool) throws(ParsingStop) {
    let start = locator.position(of: event.start)
    let end = locator.position(of: event.end)
    try countNode(at: start)
    guard frames.count < limits.depth else {
      throw .refused(LimitBreach(.tooDeep(limits.depth), at: range(start, end)))
    }
    if let tag = event.tag { _ = checkTag(tag, at: range(start, end)) }
    if let name = event.anchor { anchors[name] = .open(range(start, end)) }
    let size = writtenNodes + aliasedNodes
    frames.append(
      Frame(
        isMapping: isMapping,
        anchor: event.anchor,
        start: start,
        end: end,
        sizeBefore: size - 1
      )
    )
  }

  private mutating func close(_ event: Event) {
    guard var frame = frames.popLast() else { return }
    // A block, and the map of `[key: value]`, end late and without a mark of their own: at the next token.
    if event.start.index != event.end.index { frame.end = locator.position(of: event.end) }
    let node = YAMLNode(content: frame.finish(&diagnostics), range: range(frame.start, frame.end))
    if let name = frame.anchor {
      let size = writtenNodes + aliasedNodes - frame.sizeBefore
      anchors[name] = .done(node, size: size, height: frame.height + 1)
    }
    add(node, height: frame.height + 1)
  }

  /// Puts a finished node where it belongs: into the innermost open list or map, or at the root.
  private mutating func add(_ node: consuming YAMLNode, height: Int) {
    guard let last = frames.indices.last else {
      root = node
      return
    }
    guard let mistake = frames[last].add(node, height: height) else { return }
    // Of `{{ name }}: x` only the inner map need be told of.
    if let inner = diagnostics.last, inner.message == mistake.message,
      let place = inner.range?.start.offset, let outer = mistake.range,
      (outer.start.offset..<outer.end.offset).contains(place)
    {
      return
    }
    report(mistake)
  }

  /// Reports a blank other than a space before a text, which is neither seen nor meant.
  private mutating func checkBlank(before text: String, at range: SourceRange) {
    // What Unicode says of a scalar takes as long to look up as all the rest of one: of ASCII it needs no table.
    guard let first = text.unicodeScalars.first, !first.isASCII || first.value <= 0x20,
      first.properties.isWhitespace
    else { return }
    let blanks = text.unicodeScalars.prefix { $0.properties.isWhitespace }
    let end = locator.position(
      at: range.start.offset + String(blanks).utf8.count,
      from: range.start
    )
    report(.error(.blank(first), at: self.range(range.start, end)))
  }
}

// MARK: - Limits

extension NodeBuilder {
  private mutating func countNode(at start: SourcePosition) throws(ParsingStop) {
    writtenNodes += 1
    guard writtenNodes > limits.nodes else { return }
    throw .refused(LimitBreach(.tooManyNodes(limits.nodes), at: range(start, start)))
  }

  private mutating func countAlias(
    of name: String,
    size: Int,
    height: Int,
    at range: SourceRange
  ) throws(ParsingStop) {
    aliasedNodes += size
    if aliasedNodes > limits.aliasedNodes {
      throw .refused(LimitBreach(.tooManyAliased(name, limits.aliasedNodes), at: range))
    }
    if frames.count + height > limits.depth {
      throw .refused(LimitBreach(.aliasTooDeep(name, limits.depth), at: range))
    }
  }
}

/// What a name stands for in `*name`.
private enum Anchor {
  /// The value is still being read; an alias to it now would be without end.
  case open(SourceRange)
  /// The value, how many nodes it holds with itself, and how many levels.
  case done(YAMLNode, size: Int, height: Int)
}

/// The limit a file goes beyond, and where.
struct LimitBreach {
  /// The breach, ready to show.
  let diagnostic: Diagnostic

  /// A breach at the node that went beyond the limit.
  init(_ message: Diagnostic.Message, at range: SourceRange) {
    diagnostic = .error(message, at: range)
  }
}

extension YAMLNode {
  /// A null that stands for a value that could not be made out.
  fileprivate static func missing(at range: SourceRange) -> YAMLNode {
    YAMLNode(content: .scalar(Scalar(text: "", style: .plain)), range: range)
  }
}

extension Diagnostic.Message {
  fileprivate static func blank(_ scalar: Unicode.Scalar) -> Self {
    let code = String(scalar.value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
    return
      "the blank U+\(padded) is not a space; use spaces, or put a text that starts with it in quotes"
  }

  fileprivate static func unknownAlias(_ name: String, nearest: String?) -> Self {
    let hint = nearest.map { "; did you mean '*\($0)'?" } ?? ""
    return "there is no anchor '&\(name)' above this alias\(hint)"
  }

  fileprivate static func aliasInsideItself(_ name: String) -> Self {
    "the alias '*\(name)' stands inside the value it names, which would never end"
  }

  fileprivate static func anchorHere(_ name: String) -> Self {
    "the value of '&\(name)' starts here"
  }

  fileprivate static func tooDeep(_ limit: Int) -> Self {
    "lists and maps are nested more than \(limit) levels deep"
  }

  fileprivate static func aliasTooDeep(_ name: String, _ limit: Int) -> Self {
    "with the value of '*\(name)' lists and maps are nested more than \(limit) levels deep"
  }

  fileprivate static func tooManyNodes(_ limit: Int) -> Self {
    "the file holds more than \(limit) values"
  }

  fileprivate static func tooManyAliased(_ name: String, _ limit: Int) -> Self {
    "with '*\(name)' the aliases of this document stand for more than \(limit) values"
  }
}
