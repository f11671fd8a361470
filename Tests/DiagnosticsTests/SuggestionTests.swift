import Diagnostics
import Testing

@Suite struct `A suggestion` {
  @Test(
    arguments: [
      ("cuontries", ["country", "countries", "regions"], "countries"),
      ("otpNumbr", ["otpNumber", "number"], "otpNumber"),
      ("DefaultSenderID", ["defaultSenderId"], "defaultSenderId"),
      ("de", ["DZ", "DE"], "DE"),
      ("UK", ["UA", "US", "GB"], nil),
      ("us-esat-1", ["us-east-1", "us-east-2", "eu-west-1"], "us-east-1"),
      ("completelyElse", ["countries"], nil),
      ("name", ["name"], nil),
      ("", ["a", ""], nil),
      ("x", [], nil),
      ("tgs", ["tags", "to"], "tags"),
    ] as [(String, [String], String?)]
  )
  func `is the nearest known name, if near`(name: String, known: [String], expected: String?) {
    #expect(Suggestion.nearest(to: name, among: known) == expected)
  }

  @Test func `is the first of equally near names`() {
    #expect(Suggestion.nearest(to: "pool1", among: ["pool2", "pool3"]) == "pool2")
  }
}
