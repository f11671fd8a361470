internal import CLibYAML

/// What libyaml says next, with its bytes copied into Swift values.
struct Event {
  /// The events that matter here; the ends of lists and maps are one.
  enum Kind {
    /// Also where no `---` is written.
    case documentStart
    /// Also where no `...` is written.
    case documentEnd
    /// The name is the event's `anchor`.
    case alias
    /// The text with escapes and foldings resolved.
    case scalar(String, ScalarStyle)
    /// Opened by `[`, or by the first `-` of a block.
    case sequenceStart
    /// Opened by `{`, or by the first key of a block.
    case mappingStart
    /// The end of the innermost sequence or mapping.
    case collectionEnd
  }

  /// How libyaml saw a scalar; blocks are told from quotes because their end marks need care.
  enum ScalarStyle {
    /// Neither quoted nor a block.
    case plain
    /// In single or double quotes.
    case quoted
    /// Behind `|` or `>`.
    case block
  }

  /// What it is.
  let kind: Kind
  /// Before the anchor or tag, if there is one.
  let start: yaml_mark_t
  /// Behind the token; for lists and maps behind what opens them.
  let end: yaml_mark_t
  /// The name in `&name` or `*name`; nil when none is written.
  var anchor: String?
  /// The resolved tag, `tag:yaml.org,2002:str`; `!` for the bare one; nil when none is written.
  var tag: String?
}

/// libyaml's parser over bytes that somebody else keeps alive.
struct EventStream: ~Copyable {
  // On the heap, since libyaml keeps a pointer to the parser inside the parser.
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// A stream over UTF-8; `bytes` must outlive it.
  init(bytes: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    let isReady = yaml_parser_initialize(parser) == 1
    precondition(isReady, "libyaml could not allocate its buffers")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event of interest, or nil at the end of the stream.
  mutating func next() throws(ParsingStop) -> Event? {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else {
        throw .syntax(SyntaxProblem(parser.pointee))
      }
      defer { yaml_event_delete(&event) }
      switch event.type {
      case YAML_STREAM_START_EVENT: continue
      case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return nil
      default: return Event(event)
      }
    }
  }
}

/// Why reading ends before the end of the file.
enum ParsingStop: Error {
  /// libyaml cannot make sense of the text.
  case syntax(SyntaxProblem)
  /// The text is YAML, but holds more than the limits allow.
  case refused(LimitBreach)
}

extension Event {
  fileprivate init(_ event: yaml_event_t) {
    start = event.start_mark
    end = event.end_mark
    switch event.type {
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
    case YAML_ALIAS_EVENT:
      kind = .alias
      anchor = text(event.data.alias.anchor)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      kind = .scalar(text(scalar.value, count: scalar.length), ScalarStyle(scalar.style))
      anchor = text(scalar.anchor)
      tag = text(scalar.tag) ?? Self.bareTag(scalar)
    case YAML_SEQUENCE_START_EVENT:
      kind = .sequenceStart
      anchor = text(event.data.sequence_start.anchor)
      tag = text(event.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      kind = .mappingStart
      anchor = text(event.data.mapping_start.anchor)
      tag = text(event.data.mapping_start.tag)
    default: kind = .collectionEnd
    }
  }

  /// libyaml drops a bare `!` before a scalar, and tells of it only by the scalar being neither plain nor implicit.
  private static func bareTag(
    _ scalar: yaml_event_t.__Unnamed_union_data.__Unnamed_struct_scalar
  )
    -> String?
  {
    scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.plain_implicit == 0 ? "!" : nil
  }
}

extension Event.ScalarStyle {
  fileprivate init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: self = .block
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .quoted
    default: self = .plain
    }
  }
}

/// A copy of a C string of libyaml's; nil for a null pointer.
private func text(_ pointer: UnsafePointer<yaml_char_t>?) -> String? {
  pointer.map { String(cString: $0) }
}

/// A copy of bytes of libyaml's, which may hold NUL (`"\0"` is an escape of YAML).
private func text(_ pointer: UnsafePointer<yaml_char_t>?, count: Int) -> String {
  String(decoding: UnsafeBufferPointer(start: pointer, count: count), as: UTF8.self)
}
