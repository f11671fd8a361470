import Diagnostics
import Testing
import YAMLSyntax

@Suite struct `The bytes of a YAML file` {
  static let text = "a: 価値\nb: [😀, é]\n"

  static func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return bigEndian ? bytes : bytes.reversed()
    }
  }

  @Test(
    arguments: [
      Array(text.utf8),
      [0xEF, 0xBB, 0xBF] + Array(text.utf8),
      utf16("\u{FEFF}" + text, bigEndian: true),
      utf16("\u{FEFF}" + text, bigEndian: false),
      utf16(text, bigEndian: true),
      utf16(text, bigEndian: false),
    ]
  )
  func `are decoded to the same text and places`(bytes: [UInt8]) throws {
    let root = try #require(try YAMLParser.parse(bytes: bytes, name: "smsctl.yaml").first?.root)
    #expect(root.outline == "{a: 価値, b: [😀, é]}")
    #expect(root.range.file.text == Self.text)
    #expect(root.node(at: "b.1")?.range.span == "2:8-2:9 (20..<22)")
  }

  private static func notUTF8(_ byte: String) -> String {
    "the byte \(byte) is not UTF-8 here; save the file as UTF-8"
  }

  private static func control(_ name: String) -> String {
    "the control character \(name) is not allowed in YAML; is this a text file?"
  }

  private static let notUTF16 = "the file starts as UTF-16, but this is not; save it as UTF-8"
  private static let utf32 = "the file is in UTF-32; save it as UTF-8"

  static let unreadable: [(bytes: [UInt8], place: String, message: String)] = [
    (Array("a: b\n ".utf8) + [0xFF], "2:2", notUTF8("0xFF")),
    (Array("é: ".utf8) + [0xC3], "1:4", notUTF8("0xC3")),
    ([0xEF, 0xBB, 0xBF] + Array("é: ".utf8) + [0xE9, 0x20], "1:4", notUTF8("0xE9")),
    // Longer than need be, half of a pair, beyond Unicode, a byte that only continues, Latin-1.
    (Array("a: ".utf8) + [0xC0, 0x80], "1:4", notUTF8("0xC0")),
    (Array("a: ".utf8) + [0xED, 0xA0, 0x80], "1:4", notUTF8("0xED")),
    (Array("a: ".utf8) + [0xF4, 0x90, 0x80, 0x80], "1:4", notUTF8("0xF4")),
    (Array("a: ".utf8) + [0x80], "1:4", notUTF8("0x80")),
    (Array("a: b\r\nc: caf".utf8) + [0xE9, 0x0A], "2:7", notUTF8("0xE9")),
    (utf16("\u{FEFF}é: ", bigEndian: true) + [0xD8, 0x00, 0x00, 0x20], "1:4", notUTF16),
    (utf16("\u{FEFF}é: x", bigEndian: false) + [0x20], "1:5", notUTF16),
    ([0xFF, 0xFE, 0x61], "1:1", notUTF16),
    ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "1:1", utf32),
    ([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61], "1:1", utf32),
    (Array("a: b\nc: d".utf8) + [0] + Array("e\n".utf8), "2:5", control("NUL (U+0000)")),
    ([0], "1:1", control("NUL (U+0000)")),
    (utf16("\u{FEFF}a: \0", bigEndian: true), "1:4", control("NUL (U+0000)")),
    (Array("é: \u{1B}[31m\n".utf8), "1:4", control("U+001B")),
    (Array("a: x\u{7F}".utf8), "1:5", control("U+007F")),
    (Array("a: x\u{80}".utf8), "1:5", control("U+0080")),
    (Array("a: x\u{FFFF}".utf8), "1:5", control("U+FFFF")),
  ]

  @Test(arguments: unreadable)
  func `that cannot be read are pointed at`(bytes: [UInt8], place: String, message: String) throws {
    let error = #expect(throws: DiagnosticsError.self) {
      try YAMLParser.parse(bytes: bytes, name: "smsctl.yaml")
    }
    let diagnostic = try #require(error?.diagnostics.first)
    #expect(diagnostic.range?.shownStart == "smsctl.yaml:\(place)")
    #expect(diagnostic.message.text == message)
  }

  @Test(arguments: [[], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0x0A], [0x20]])
  func `may be none`(bytes: [UInt8]) throws {
    #expect(try YAMLParser.parse(bytes: bytes, name: "smsctl.yaml").isEmpty)
  }

  @Test(arguments: [false, true])
  func `keep their places in UTF-16 with every kind of line end`(bigEndian: Bool) throws {
    let bytes = Self.utf16("\u{FEFF}é: x\r\nb: |\r\n  y\r\n  z\r\nb: w\r\n", bigEndian: bigEndian)
    let error = #expect(throws: DiagnosticsError.self) {
      try YAMLParser.parse(bytes: bytes, name: "smsctl.yaml")
    }
    let found = try #require(error?.diagnostics.first)
    #expect(found.message.text == "the key 'b' appears twice in this map")
    #expect(found.range?.shownStart == "smsctl.yaml:5:1")
    #expect(found.notes.first?.range?.shownStart == "smsctl.yaml:2:1")
  }
}
