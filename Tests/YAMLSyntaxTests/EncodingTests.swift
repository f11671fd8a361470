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

  @Test(
    arguments: [
      (
        Array("a: b\n ".utf8) + [0xFF], "2:2",
        "the byte 0xFF is not UTF-8 here; save the file as UTF-8"
      ),
      (
        Array("é: ".utf8) + [0xC3], "1:4", "the byte 0xC3 is not UTF-8 here; save the file as UTF-8"
      ),
      (
        [0xEF, 0xBB, 0xBF] + Array("é: ".utf8) + [0xE9, 0x20], "1:4",
        "the byte 0xE9 is not UTF-8 here; save the file as UTF-8"
      ),
      (
        utf16("\u{FEFF}é: ", bigEndian: true) + [0xD8, 0x00, 0x00, 0x20], "1:4",
        "the file starts as UTF-16, but this is not; save it as UTF-8"
      ),
      (
        utf16("\u{FEFF}é: x", bigEndian: false) + [0x20], "1:5",
        "the file starts as UTF-16, but this is not; save it as UTF-8"
      ),
      ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "1:1", "the file is in UTF-32; save it as UTF-8"),
      (
        Array("a: b\nc: d".utf8) + [0] + Array("e\n".utf8), "2:5",
        "the control character NUL (U+0000) is not allowed in YAML; is this a text file?"
      ),
      (
        Array("é: \u{1B}[31m\n".utf8), "1:4",
        "the control character U+001B is not allowed in YAML; is this a text file?"
      ),
    ]
  )
  func `that cannot be read are pointed at`(bytes: [UInt8], place: String, message: String) throws {
    let error = #expect(throws: DiagnosticsError.self) {
      try YAMLParser.parse(bytes: bytes, name: "smsctl.yaml")
    }
    let diagnostic = try #require(error?.diagnostics.first)
    #expect(diagnostic.range?.shownStart == "smsctl.yaml:\(place)")
    #expect(diagnostic.message.text == message)
  }
}
