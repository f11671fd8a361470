import Simulator
import Testing

@Suite struct `JSON text` {
  @Test func `is read with integers, fractions and booleans kept apart`() throws {
    let value = try JSONReader.value(from: #"{"a":[1,1.0,-2e3,true,null,"x"],"b":{}}"#.utf8)
    let expected: JSONObject = [
      "a": [.integer(1), .number(1), .number(-2000), true, .null, "x"], "b": .object([:]),
    ]
    #expect(value == .object(expected))
  }

  @Test func `keeps the order of members, and the last of two equal names`() throws {
    let value = try JSONReader.value(from: #"{"b":1,"a":2,"b":3}"#.utf8)
    #expect(value.serialized == #"{"b":3,"a":2}"#)
  }

  @Test(arguments: [#""a\"\\\/\b\f\n\r\t""#, #""\u00e9\ud83d\ude00""#, "\"é😀\"", "\"\u{7f}\""])
  func `survives a round trip`(text: String) throws {
    let value = try JSONReader.value(from: text.utf8)
    #expect(try JSONReader.value(from: value.serialized.utf8) == value)
  }

  @Test(
    arguments: [
      "", "{", "[1,]", "{\"a\":1,}", "01", "1.", "+1", "tru", "\"\n\"", "\"\\x\"", "\"\\ud800\"",
      "nan", "{}{}", "'a'", "[1 2]",
    ]
  )
  func `that is not well formed is refused`(text: String) {
    #expect(throws: JSONReader.SyntaxError.self) { try JSONReader.value(from: text.utf8) }
  }

  @Test func `nested too deeply is refused instead of exhausting the stack`() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: JSONReader.SyntaxError.self) { try JSONReader.value(from: text.utf8) }
  }
}
