import Diagnostics
import Testing
import YAMLSyntax

@Suite struct `Written YAML` {
  static let hostile: [String] = [
    "", " ", "NO", "no", "ON", "y", "~", "null", "Null", "true", "012", "+12065550100", "1e3",
    "0x1F",
    "1_000", "12:30:45", "2027-01-01", ".inf", ".nan", "-", "--- a", "...", "- a", "? a", ": a",
    "a: b",
    "a #b", "#a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'a'", "\"a\"", "a\\b", "{a}",
    "[a]",
    "a,b", "<<", "=", " leading", "trailing ", "two\nlines", "\n", "\r\n", "tab\there", "\u{0}",
    "\u{7}",
    "\u{1B}[31m", "\u{85}", "\u{2028}", "\u{2029}", "\u{A0}", "\u{FEFF}bom", "\u{202E}reversed",
    "é",
    "e\u{301}", "漢字", "👍🏽", "👨‍👩‍👧", "\u{E000}", "\u{FFFE}", "\u{10FFFF}", "${region}", "$${x}",
    String(repeating: "long ", count: 400),
  ]

  @Test(arguments: hostile)
  func `reads back as the same text, wherever it stands`(_ text: String) throws {
    let fields = [
      YAMLField("scalar", .text(text)),
      YAMLField("list", .list([.text(text), .text("a")])),
      YAMLField("map", .map([YAMLField("key", .map([YAMLField("a", .text(text))]))])),
      YAMLField(
        "items",
        .list([.map([YAMLField("a", .text(text)), YAMLField("b", .text(text))])])
      ),
    ]
    let root = try #require(try parsed(YAMLWriter.text(of: fields)))
    let items = try #require(root["items"]?.sequence)
    let scalars = [
      root["scalar"], root["list"]?.sequence?.first, root["map"]?.mapping?["key"]?.mapping?["a"],
      items.first?.mapping?["a"], items.first?.mapping?["b"],
    ]
    for node in scalars {
      // Compared by scalars: strings would be equal that only look alike.
      #expect(node?.scalar.map { Array($0.text.unicodeScalars) } == Array(text.unicodeScalars))
      #expect(node?.isNull == false)
    }
  }

  @Test(arguments: hostile.filter { $0.count < 100 })
  func `reads back as the same key`(_ text: String) throws {
    let root = try #require(
      try parsed(YAMLWriter.text(of: [YAMLField("keys", .map([YAMLField(text, .flag(true))]))]))
    )
    let entry = try #require(root["keys"]?.mapping?.entries.first)
    #expect(Array(entry.name.unicodeScalars) == Array(text.unicodeScalars))
    #expect(entry.value.scalar?.style == .plain)
  }

  @Test func `puts what is small on one line and the rest on several`() {
    let countries = ["AD", "AE", "AF", "NO"].map { YAMLValue.text($0) }
    let fields = [
      YAMLField(
        "pools",
        .map([
          YAMLField("empty", .map([])),
          YAMLField(
            "otp",
            .map([
              YAMLField("countries", .list(countries), comments: ["where to"]),
              YAMLField("on", .flag(true)),
              YAMLField(
                "originators",
                .list([
                  .map([YAMLField("number", .text("+1"))]),
                  .map([YAMLField("sender", .text("ACME")), YAMLField("for", .list(countries))]),
                ])
              ),
            ])
          ),
        ])
      )
    ]
    #expect(
      YAMLWriter.text(of: fields, width: 40) == """
        pools:
          empty: {}
          otp:
            # where to
            countries: [AD, AE, AF, "NO"]
            "on": true
            originators:
              - { number: "+1" }
              - sender: ACME
                for: [AD, AE, AF, "NO"]

        """
    )
    #expect(
      YAMLWriter.text(of: [YAMLField("a", .map([YAMLField("b", .list(countries))]))], width: 14)
        == """
        a:
          b: [AD, AE,
            AF, "NO"]

        """
    )
  }

  private func parsed(_ text: String) throws -> YAMLMapping? {
    try YAMLParser.parse(SourceFile(name: "written.yaml", text: text)).first?.root?.mapping
  }
}
