import Diagnostics
import Testing
import YAMLSyntax

/// A text with one mistake, the place it is reported at, and the words for it.
struct Mistake: Sendable, CustomTestStringConvertible {
  let yaml: String
  let message: String
  var note: String?

  init(_ yaml: String, _ message: String, note: String? = nil) {
    self.yaml = yaml
    self.message = message
    self.note = note
  }

  var testDescription: String { yaml }
}

@Suite struct `A YAML mistake` {
  static let structure = [
    Mistake(
      "‹a›: 1\nb: 2\n«a»: 3\n",
      "the key 'a' appears twice in this map",
      note: "first defined here"
    ),
    Mistake(
      "x: {‹'a'›: 1, «\"a\"»: 3}\n",
      "the key 'a' appears twice in this map",
      note: "first defined here"
    ),
    Mistake(
      "a: ‹&x [›b, «*x»]\n",
      "the alias '*x' stands inside the value it names, which would never end",
      note: "the value of '&x' starts here"
    ),
    Mistake(
      "a: &numbers [1]\nb: «*nubmers»\n",
      "there is no anchor '&nubmers' above this alias; did you mean '*numbers'?"
    ),
    Mistake("b: «*x»\na: &x 1\n", "there is no anchor '&x' above this alias"),
    Mistake(
      "? «[a, b]»\n: c\n",
      "a key must be text, not a list; put it in quotes if it is meant as text"
    ),
    Mistake(
      "«{a: b}»: c\n",
      "a key must be text, not a map; put it in quotes if it is meant as text"
    ),
    Mistake("?«»\n: b\n", "expected a key here"),
    Mistake("<<: «x»\n", "the merge key '<<' takes a map or a list of maps, not a string"),
    Mistake("<<: [{}, «[]»]\n", "the merge key '<<' takes a map or a list of maps, not a list"),
    Mistake(
      "‹<<›: {}\n«<<»: {}\n",
      "the merge key '<<' appears twice; merge several maps with '<<: [*first, *second]'",
      note: "first defined here"
    ),
    Mistake(
      "a: «!!binary» aGk=\n",
      "tags are not used here, only '!!str'; remove '!!binary', or put a text that starts with '!' in quotes"
    ),
    Mistake(
      "a: &x «!foo» {b: c}\n",
      "tags are not used here, only '!!str'; remove '!foo', or put a text that starts with '!' in quotes"
    ),
    Mistake("a: «!» b\n", "tags are not used here; put a text that starts with '!' in quotes"),
    Mistake(
      "«!!int» 1: a\n",
      "tags are not used here, only '!!str'; remove '!!int', or put a text that starts with '!' in quotes"
    ),
    Mistake(
      "a: «!<x:y>» b\n",
      "tags are not used here, only '!!str'; remove 'x:y', or put a text that starts with '!' in quotes"
    ),
    Mistake(
      "‹~›: 1\nb: 2\n«~»: 3\n",
      "the key '~' appears twice in this map",
      note: "first defined here"
    ),
    Mistake(
      "x: [{‹1›: a, «1»: b}]\n",
      "the key '1' appears twice in this map",
      note: "first defined here"
    ),
    Mistake(
      "&k ‹a›: 1\n«*k» : 2\n".replacing("&k ‹a›", with: "‹&k a›"),
      "the key 'a' appears twice in this map",
      note: "first defined here"
    ),
    Mistake(
      "<<: {‹a›: 1, «a»: 2}\n",
      "the key 'a' appears twice in this map",
      note: "first defined here"
    ),
    Mistake("a: {<<: «»}\n", "the merge key '<<' takes a map or a list of maps, not nothing"),
    Mistake("<<: «~»\n", "the merge key '<<' takes a map or a list of maps, not nothing"),
    Mistake(
      "x: &x 1\ny: {<<: [{}, «*x»]}\n",
      "the merge key '<<' takes a map or a list of maps, not a string"
    ),
    Mistake("<<: [«[{}]»]\n", "the merge key '<<' takes a map or a list of maps, not a list"),
  ]

  static let tags = [
    "binary", "int", "float", "bool", "null", "timestamp", "set", "omap", "pairs", "map", "seq",
    "python/object/apply:os.system",
  ].map { tag in
    Mistake(
      "a: «!!\(tag)»\nb: c\n",
      "tags are not used here, only '!!str'; remove '!!\(tag)', or put a text that starts with '!' in quotes"
    )
  }

  static let syntax = [
    // libyaml would end the comment there.
    Mistake(
      "a: b # c«\u{2028}»d: e\n",
      "this character ends a line in YAML 1.1 and in no editor; take it away, or write its escape in double quotes"
    ),
    Mistake(
      "a: \"b«\u{85}»c\"\n",
      "this character ends a line in YAML 1.1 and in no editor; take it away, or write its escape in double quotes"
    ),
    Mistake("a: «»\"x\nb: y\n", #"this quote is never closed; expected " at the end of the text"#),
    Mistake(
      "a: «»'x\n‹›---\nb: y\n",
      "this quote is never closed; expected ' at the end of the text",
      note: "the document ends here"
    ),
    Mistake("a: «»[1, 2,\n\n", "this list is never closed; expected ']'"),
    Mistake("a: [1, «»{b: c", "this map is never closed; expected '}'"),
    Mistake(
      "a:\n  b: «»[1, 2\n  ‹›c: d\n",
      "this list is never closed; expected ']'",
      note: "this cannot be part of the list"
    ),
    Mistake(
      "a: ‹›{x: y z«»: w}\n",
      "expected ',' or '}' after the value; a key stands on one line, and a text that holds ': ' in quotes",
      note: "the map is opened here and not closed yet"
    ),
    Mistake(
      "a: ‹›[\n  b\n  c«»: d\n]\n",
      "expected ',' or ']' after the item; a key stands on one line, and a text that holds ': ' in quotes",
      note: "the list is opened here and not closed yet"
    ),
    Mistake("a: b\n«»]\n", "there is no '[' open for this ']'"),
    Mistake("a:\n«»\tb: c\n", "a tab cannot indent YAML; use spaces"),
    Mistake("a:\n  b: c\n«»\td: e\n", "a tab cannot indent YAML; use spaces"),
    Mistake("a: |\n«»\ttext\n", "a tab cannot indent YAML; use spaces"),
    Mistake("-«»\ta: b\n", "a tab cannot indent YAML; use spaces"),
    Mistake("a:\n  «»\tb: c\n", "a tab cannot indent YAML; use spaces"),
    Mistake("a: b\n«»\t\nc: d\n", "a tab cannot indent YAML; use spaces"),
    Mistake("a: b\n«»\t# comment\nc: d\n", "a tab cannot indent YAML; use spaces"),
    Mistake("a: b\r\n«»\tc: d\r\n", "a tab cannot indent YAML; use spaces"),
    Mistake(
      "a: | «»x\n text\n",
      "expected a line break after '|' or '>'; the text starts on the next line"
    ),
    Mistake("a: «»@foo\n", "a text cannot start with '@'; put it in quotes"),
    Mistake("a: «»`foo\n", "a text cannot start with '`'; put it in quotes"),
    Mistake(
      "rate: «»*=20\n",
      "expected the name of an anchor after '*'; put a text that starts with '*' in quotes"
    ),
    Mistake("a: «»& b\n", "expected a name after '&'; put a text that starts with '&' in quotes"),
    Mistake("a: «»!x!y z\n", "tags are not used here; put a text that starts with '!' in quotes"),
    Mistake(
      "a: b«»: c\n",
      "a map cannot start here; put a text that holds ': ' in quotes, and a map on lines of its own"
    ),
    Mistake("a: «»- b\n", "a list cannot start here; put its first '- ' on the next line"),
    Mistake(
      "a: b\n «»c: d\n",
      "a key cannot be indented deeper than the key above it, which has a value already"
    ),
    Mistake("«»a:b\nc: d\n", "expected ': ' and a value after this key"),
    Mistake("a: b\n«»a c\nd: e\n", "expected ': ' and a value after this key"),
    Mistake("«»: x\n", "expected a key before ':'"),
    Mistake(
      "‹›a:\n  b: c\n «»d: e\n",
      "expected a key indented like the others of this map",
      note: "the map starts here"
    ),
    Mistake(
      "‹›- a\n«»b: c\n",
      "expected '- ' indented like the others of this list",
      note: "the list starts here"
    ),
    Mistake(
      "a: 'it'«»s'\n",
      "the text in quotes ended before this; double a single quote that belongs to it: ''"
    ),
    Mistake(
      #"a: "C:«»\dir""#,
      #"this is not an escape of YAML; write '\\' for a backslash, or use single quotes"#
    ),
    Mistake("a: «»}\n", "expected a value here"),
    Mistake(
      "{a«»:,b: c}\n",
      "expected a space after ':'; put a text that holds ':' in quotes"
    ),
    Mistake(
      "a: ‹›{«»: b}\n",
      "expected a key before ':'",
      note: "the map is opened here and not closed yet"
    ),
    Mistake(
      "\"a\" «»\"b\"\n",
      "the document's value ended before this; indent it like what it belongs to"
    ),
    Mistake(
      "«»%FOO\na: b\n",
      "this is not a directive of YAML 1.2; put a text that starts with '%' in quotes"
    ),
  ]

  @Test(arguments: structure + tags + syntax)
  func `is reported where it was made`(mistake: Mistake) {
    let yaml = MarkedYAML(mistake.yaml)
    let found = mistakes(in: yaml.file)
    #expect(found.map(\.message.text) == [mistake.message])
    #expect(found.first?.range?.span == yaml.subject)
    #expect(found.first?.notes.map(\.message.text) == [mistake.note].compactMap(\.self))
    #expect(found.first?.notes.first?.range?.span == yaml.noted)
  }

  @Test func `does not hide the others`() {
    let text = "a: 1\na: 2\nb: *x\nc: !t y\nc: 3\nd: [\n"
    let lines = mistakes(in: SourceFile(name: "smsctl.yaml", text: text)).map {
      $0.range?.start.line
    }
    // The second 'c' is told only when its map ends, which the open bracket prevents.
    #expect(lines == [3, 4, 6])
  }

  @Test func `leaves a tree to go on with`() {
    var list = DiagnosticList()
    let file = SourceFile(name: "smsctl.yaml", text: "a: 1\na: 2\nb: [*x]\n")
    let documents = YAMLParser.parse(file, into: &list)
    #expect(documents.map { $0.root?.outline } == ["{a: 1, b: []}"])
    #expect(list.errorCount == 2)
  }

  @Test func `shows as people know it from compilers`() throws {
    let error = try #require(
      throws: DiagnosticsError.self
    ) {
      try YAMLParser.parse(
        SourceFile(name: "smsctl.yaml", text: "pools:\n  送信: x\n  otp: y\n  送信: z\n")
      )
    }
    #expect(
      error.description == """
        smsctl.yaml:4:3: error: the key '送信' appears twice in this map
          4 |   送信: z
            |   ^~~~
        smsctl.yaml:2:3: note: first defined here
          2 |   送信: x
            |   ^~~~

        """
    )
  }
}
