import Diagnostics
import Testing
import YAMLSyntax

@Suite struct `The YAML parser survives` {
  static let document = """
    # 送信者
    version: 1
    vars: &v {stream: "sms\\u00e9", other: 'it''s'}
    regions:
      us-east-1: { vars: { <<: *v, number: "+12065550100" } }
      eu-west-1:
        - |
          text
            more
        - >-
          folded é 😀

        - !!str 12
    ? key
    : [a, b: c, {d: e}, *v]
    ---
    "x": [ ]
    ...
    """

  /// Renders what is found, so that each place is used as well.
  private func read(_ bytes: [UInt8]) -> Int {
    do throws(DiagnosticsError) {
      return try YAMLParser.parse(bytes: bytes, name: "smsctl.yaml").count
    } catch {
      return DiagnosticRenderer(style: .plain).render(error.diagnostics).utf8.count
    }
  }

  @Test func `a document cut at any byte`() {
    let bytes = Array(Self.document.utf8)
    for count in 0...bytes.count { #expect(read(Array(bytes.prefix(count))) >= 0) }
  }

  @Test(arguments: Array("\0\t\n\r '\"[]{}:,-?&*!|>%@`#\\~<".utf8) + [0x80, 0xC3, 0xFF])
  func `a document with any byte replaced`(by byte: UInt8) {
    let bytes = Array(Self.document.utf8)
    for index in bytes.indices {
      var changed = bytes
      changed[index] = byte
      #expect(read(changed) >= 0)
    }
  }

  @Test func `bytes without sense`() {
    // A linear congruential generator: the same bytes in every run.
    var state: UInt64 = 42
    for _ in 0..<2_000 {
      let bytes = (0..<40).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let alphabet = Array("ab: -[]{},'\"\n\t&*!|>#?%é".utf8)
        return alphabet[Int(state >> 33) % alphabet.count]
      }
      #expect(read(bytes) >= 0)
    }
  }
}
