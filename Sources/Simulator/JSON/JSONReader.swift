/// Reads JSON text (RFC 8259) strictly; the last of two equal member names wins.
package struct JSONReader {
  /// Where the text stops being JSON.
  package struct SyntaxError: Error, Equatable {
    /// In bytes from the start.
    package var offset: Int
  }

  /// Deeper nesting is refused, so that a hostile body cannot exhaust the stack.
  private static let depthLimit = 64

  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The one value that the bytes hold.
  package static func value(from bytes: some Sequence<UInt8>) throws(SyntaxError) -> JSON {
    var reader = JSONReader(Array(bytes))
    let value = try reader.value()
    reader.skipSpace()
    guard reader.offset == reader.bytes.count else { throw reader.failure }
    return value
  }

  private var failure: SyntaxError { SyntaxError(offset: offset) }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      offset += 1
    }
  }

  private mutating func value() throws(SyntaxError) -> JSON {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: return try number()
    }
  }

  private mutating func literal(_ word: StaticString, _ value: JSON) throws(SyntaxError) -> JSON {
    for expected in word.description.utf8 {
      guard next == expected else { throw failure }
      offset += 1
    }
    return value
  }

  private mutating func expect(_ byte: UInt8) throws(SyntaxError) {
    skipSpace()
    guard next == byte else { throw failure }
    offset += 1
  }

  /// Whether the list goes on after an element; false once `end` was read.
  private mutating func goesOn(until end: UInt8) throws(SyntaxError) -> Bool {
    skipSpace()
    guard let byte = next, byte == end || byte == UInt8(ascii: ",") else { throw failure }
    offset += 1
    return byte != end
  }

  private mutating func enter(_ start: UInt8, _ end: UInt8) throws(SyntaxError) -> Bool {
    try expect(start)
    depth += 1
    guard depth <= Self.depthLimit else { throw failure }
    skipSpace()
    guard next == end else { return true }
    offset += 1
    depth -= 1
    return false
  }

  private mutating func object() throws(SyntaxError) -> JSONObject {
    var object = JSONObject()
    guard try enter(UInt8(ascii: "{"), UInt8(ascii: "}")) else { return object }
    var names: Set<String> = []
    repeat {
      skipSpace()
      let name = try string()
      try expect(UInt8(ascii: ":"))
      let value = try value()
      if names.insert(name).inserted {
        object.append(name, value)
      } else {
        object[name] = value
      }
    } while try goesOn(until: UInt8(ascii: "}"))
    depth -= 1
    return object
  }

  private mutating func array() throws(SyntaxError) -> [JSON] {
    var elements: [JSON] = []
    guard try enter(UInt8(ascii: "["), UInt8(ascii: "]")) else { return elements }
    repeat {
      elements.append(try value())
    } while try goesOn(until: UInt8(ascii: "]"))
    depth -= 1
    return elements
  }

  private mutating func number() throws(SyntaxError) -> JSON {
    let start = offset
    if next == UInt8(ascii: "-") { offset += 1 }
    let firstDigit = next
    guard try digits() == 1 || firstDigit != UInt8(ascii: "0") else { throw failure }
    var isInteger = true
    if next == UInt8(ascii: ".") {
      isInteger = false
      offset += 1
      _ = try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isInteger = false
      offset += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
      _ = try digits()
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if isInteger, let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else { throw failure }
    return .number(number)
  }

  private mutating func digits() throws(SyntaxError) -> Int {
    let start = offset
    while let byte = next, (0x30...0x39).contains(byte) { offset += 1 }
    guard offset > start else { throw failure }
    return offset - start
  }

  private mutating func string() throws(SyntaxError) -> String {
    guard next == UInt8(ascii: "\"") else { throw failure }
    offset += 1
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw failure }
      offset += 1
      if byte == UInt8(ascii: "\\") {
        try escape(into: &text)
      } else {
        text.append(byte)
      }
    }
    guard next != nil, let string = String(validating: text, as: UTF8.self) else { throw failure }
    offset += 1
    return string
  }

  private mutating func escape(into text: inout [UInt8]) throws(SyntaxError) {
    guard let byte = next else { throw failure }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: String(try scalar()).utf8)
    default: throw failure
    }
  }

  /// The scalar of `\uXXXX`, or of a surrogate pair of two such.
  private mutating func scalar() throws(SyntaxError) -> Unicode.Scalar {
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
    guard next == UInt8(ascii: "\\") else { throw failure }
    offset += 1
    guard next == UInt8(ascii: "u") else { throw failure }
    offset += 1
    let pair = [first, try codeUnit()]
    guard let text = String(validating: pair, as: UTF16.self),
      let scalar = text.unicodeScalars.first
    else { throw failure }
    return scalar
  }

  private mutating func codeUnit() throws(SyntaxError) -> UInt16 {
    guard offset + 4 <= bytes.count,
      bytes[offset..<offset + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
    else { throw failure }
    offset += 4
    return unit
  }
}
