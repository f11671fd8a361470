package import Diagnostics

/// Reads YAML 1.1 and 1.2 text into trees whose every node knows its place.
///
/// Keys must be scalars and appear once in a map. Aliases and merge keys (`<<`) are resolved, within `Limits`. Tags other
/// than `!!str` are refused.
package enum YAMLParser {
  /// How much a file may hold, by its full name `YAMLLimits`.
  package typealias Limits = YAMLLimits

  /// The documents of a file: none for an empty one.
  ///
  /// Throws all mistakes found: every duplicate key, bad tag and unknown alias up to the first breach of syntax.
  package static func parse(
    _ file: SourceFile,
    limits: Limits = Limits()
  ) throws(DiagnosticsError) -> [YAMLDocument] {
    var diagnostics = DiagnosticList()
    let documents = parse(file, limits: limits, into: &diagnostics)
    try diagnostics.throwIfErrors()
    return documents
  }

  /// The documents of a file, with what is wrong with them added to `diagnostics`.
  ///
  /// After a mistake the documents are what can be made out, good for finding further mistakes but not for use: of a
  /// duplicate key the first value, a null for an unknown alias. A document with a breach of syntax is left out, and so
  /// are those after it.
  package static func parse(
    _ file: SourceFile,
    limits: Limits = Limits(),
    into diagnostics: inout DiagnosticList
  ) -> [YAMLDocument] {
    guard file.text.utf8.count <= limits.fileSize else {
      diagnostics.append(.error(.tooLarge(limits.fileSize), at: file.startRange))
      return []
    }
    var text = file.text
    if let place = text.withUTF8({ firstLineSeparator(in: $0) }) {
      let start = file.position(at: place)
      let end = file.position(at: place + (file.text.utf8.dropFirst(place).first == 0xC2 ? 2 : 3))
      let range = SourceRange(file: file, start: start, end: end)
      diagnostics.append(.error(.lineSeparator, at: range))
      return []
    }
    return text.withUTF8 { parse($0, of: file, limits: limits, into: &diagnostics) }
  }

  /// The documents of a file given as it was read: UTF-8 or UTF-16, with or without a byte order mark.
  ///
  /// Text that cannot be decoded is an error at the first bad byte.
  package static func parse(
    bytes: [UInt8],
    name: String,
    limits: Limits = Limits()
  ) throws(DiagnosticsError) -> [YAMLDocument] {
    try parse(SourceFile(name: name, bytes: bytes), limits: limits)
  }

  /// The offset of the first NEL, LS or PS, in UTF-8; nil for none.
  ///
  /// libyaml ends lines there, and comments with them; editors and YAML 1.2 do not.
  private static func firstLineSeparator(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0x85 { return index }
      if byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80,
        bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9
      {
        return index
      }
      index += 1
    }
    return nil
  }

  private static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>,
    of file: SourceFile,
    limits: Limits,
    into diagnostics: inout DiagnosticList
  ) -> [YAMLDocument] {
    var events = EventStream(bytes: bytes)
    var builder = NodeBuilder(file: file, bytes: bytes, limits: limits)
    do throws(ParsingStop) {
      while let event = try events.next() { try builder.handle(event) }
    } catch {
      diagnostics.append(builder.diagnostic(for: error))
    }
    diagnostics.append(contentsOf: builder.diagnostics)
    return builder.documents
  }
}

extension SourceFile {
  fileprivate var startRange: SourceRange {
    SourceRange(file: self, start: .start, end: .start)
  }
}

extension Diagnostic.Message {
  fileprivate static let lineSeparator: Self =
    "this character ends a line in YAML 1.1 and in no editor; take it away, or write its escape in double quotes"

  fileprivate static func tooLarge(_ limit: Int) -> Self {
    "the file is larger than \(limit >> 20) MB"
  }
}
