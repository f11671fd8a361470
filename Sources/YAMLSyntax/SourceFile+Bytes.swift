package import Diagnostics

extension SourceFile {
  /// A file from its bytes: UTF-8, or UTF-16 told by a byte order mark or by the zeros of its first two characters.
  ///
  /// Throws an error at the first byte that cannot be decoded.
  package convenience init(name: String, bytes: [UInt8]) throws(DiagnosticsError) {
    switch Encoding(of: bytes) {
    case .utf8: try self.init(name: name, utf8: bytes)
    case .utf16(let order): try self.init(name: name, utf16: bytes, order)
    case .utf32:
      throw DiagnosticsError(SourceFile(name: name, text: "").error(.utf32, at: 0))
    }
  }

  private convenience init(name: String, utf8 bytes: [UInt8]) throws(DiagnosticsError) {
    if let text = String(validating: bytes, as: UTF8.self) {
      self.init(name: name, text: text)
      return
    }
    // The bytes before the mistake decode to themselves, so its offset holds in the repaired text too.
    let bad = firstInvalidByte(bytes)
    let file = SourceFile(name: name, text: String(decoding: bytes, as: UTF8.self))
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    throw DiagnosticsError(file.error(.invalidUTF8(bytes[bad]), at: bad - mark))
  }

  private convenience init(
    name: String,
    utf16 bytes: [UInt8],
    _ order: Encoding.ByteOrder
  ) throws(DiagnosticsError) {
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
      order.unit(bytes[$0], bytes[$0 + 1])
    }
    if let text = String(validating: units, as: UTF16.self), bytes.count.isMultiple(of: 2) {
      self.init(name: name, text: text)
      return
    }
    let valid = longestValidPrefix(units)
    let file = SourceFile(name: name, text: String(decoding: units, as: UTF16.self))
    let prefix = SourceFile(name: name, text: String(decoding: units[..<valid], as: UTF16.self))
    throw DiagnosticsError(file.error(.invalidUTF16, at: prefix.text.utf8.count))
  }

  private func error(_ message: Diagnostic.Message, at offset: Int) -> Diagnostic {
    let position = position(at: offset)
    return .error(message, at: SourceRange(file: self, start: position, end: position))
  }
}

/// How the characters of a file are laid out in bytes (YAML 1.2.2, section 5.2).
private enum Encoding {
  /// Which byte of a 16-bit unit comes first.
  enum ByteOrder {
    case little
    case big

    func unit(_ first: UInt8, _ second: UInt8) -> UInt16 {
      switch self {
      case .little: UInt16(second) << 8 | UInt16(first)
      case .big: UInt16(first) << 8 | UInt16(second)
      }
    }
  }

  case utf8
  case utf16(ByteOrder)
  case utf32

  init(of bytes: [UInt8]) {
    let head = Array(bytes.prefix(4))
    if head == [0xFF, 0xFE, 0, 0] || head == [0, 0, 0xFE, 0xFF] {
      self = .utf32
    } else if head.starts(with: [0xFF, 0xFE]) {
      self = .utf16(.little)
    } else if head.starts(with: [0xFE, 0xFF]) {
      self = .utf16(.big)
    } else {
      self = Self.guess(head)
    }
  }

  /// Without a mark, two ASCII characters in a row tell: every other byte is zero.
  ///
  /// Anything else counts as UTF-8.
  private static func guess(_ head: [UInt8]) -> Encoding {
    guard head.count == 4 else { return .utf8 }
    return switch head.map({ $0 == 0 }) {
    case [false, true, false, true]: .utf16(.little)
    case [true, false, true, false]: .utf16(.big)
    default: .utf8
    }
  }
}

private func firstInvalidByte(_ bytes: [UInt8]) -> Int {
  do throws(UTF8.ValidationError) {
    _ = try UTF8Span(validating: bytes.span)
    return 0
  } catch {
    return error.byteOffsets.lowerBound
  }
}

/// How many units come before the first lone surrogate.
private func longestValidPrefix(_ units: [UInt16]) -> Int {
  var index = 0
  while index < units.count {
    if !UTF16.isSurrogate(units[index]) {
      index += 1
    } else if index + 1 < units.count, UTF16.isLeadSurrogate(units[index]),
      UTF16.isTrailSurrogate(units[index + 1])
    {
      index += 2
    } else {
      return index
    }
  }
  return index
}

extension Diagnostic.Message {
  fileprivate static let utf32: Self = "the file is in UTF-32; save it as UTF-8"
  fileprivate static let invalidUTF16: Self =
    "the file starts as UTF-16, but this is not; save it as UTF-8"

  fileprivate static func invalidUTF8(_ byte: UInt8) -> Self {
    "the byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8 here; save the file as UTF-8"
  }
}
