internal import CLibYAML
internal import Diagnostics

/// A problem of libyaml's in words that teach, at the place to look at.
///
/// libyaml reports where it stopped, often far behind the mistake. What was opened and never closed is reported at its
/// opening.
struct SyntaxExplanation {
  /// The problem, ready to show.
  private(set) var diagnostic: Diagnostic

  private let file: SourceFile
  private let problem: SyntaxProblem
  /// Where libyaml stopped, moved back to the last text of the file when it stopped behind it.
  private let place: SourcePosition
  /// Whether there was nothing but white space left.
  private let isAtEnd: Bool
  /// Where the thing began that libyaml was reading.
  private let contextPlace: SourcePosition?
  /// The innermost open `[` or `{`.
  private let bracket: Bracket?
  /// The last text in quotes.
  private let lastQuoted: SourceRange?

  /// Explains `problem`, which ended what `builder` was building.
  init(_ problem: SyntaxProblem, in builder: inout NodeBuilder) {
    file = builder.file
    self.problem = problem
    let size = builder.file.text.utf8.count
    let offset = problem.badOffset ?? builder.locator.position(of: problem.problemMark).offset
    let textEnd = builder.locator.trimmedEnd(from: 0, to: size)
    isAtEnd = offset >= textEnd
    place = file.position(at: min(offset, textEnd))
    contextPlace = problem.contextMark.map { builder.locator.position(of: $0) }
    bracket = builder.innermostBracket
    lastQuoted = builder.lastQuoted
    diagnostic = .error("", at: nil)
    diagnostic = explain()
  }
}

extension SyntaxExplanation {
  private func explain() -> Diagnostic {
    if let conflict { return error(.conflict, from: conflict) }
    return switch (problem.problem, problem.context) {
    case ("control characters are not allowed", _): error(.badCharacter(problem.badValue))
    case (_, "while scanning a quoted scalar"), (_, "while parsing a quoted scalar"): explainQuote()
    case (_, "while scanning a block scalar"): explainBlock()
    case (_, "while scanning for the next token"): explainCharacter()
    case (_, "while scanning an alias"), (_, "while scanning an anchor"):
      error(.needsQuotes(byte(at: contextPlace ?? place)), from: contextPlace)
    case (_, "while scanning a tag"), (_, "while parsing a tag"), ("found undefined tag handle", _):
      error(.tag, from: contextPlace)
    case (_, "while scanning a directive"), (_, "while scanning a %YAML directive"),
      (_, "while scanning a %TAG directive"), ("found incompatible YAML document", _):
      error(.directive, from: contextPlace)
    case (_, "while scanning a simple key"): error(.missingColon, from: contextPlace)
    default: explainStructure()
    }
  }

  /// The beginning of the line when it is one by which git marks a conflict.
  private var conflict: SourcePosition? {
    let line = (contextPlace.map { min($0, place) } ?? place).line
    let isMark = ["<<<<<<< ", "=======", ">>>>>>> "].contains { file.line(line).hasPrefix($0) }
    return isMark ? file.indentation(ofLine: line) : nil
  }

  private func explainQuote() -> Diagnostic {
    let opening = contextPlace ?? place
    let quote = byte(at: opening).map { String(UnicodeScalar($0)) } ?? "\""
    switch problem.problem {
    case "found unexpected end of stream":
      return error(.unclosedQuote(quote), from: opening)
    case "found unexpected document indicator":
      return error(
        .unclosedQuote(quote),
        from: opening,
        notes: [note(.documentEndsHere, at: place)]
      )
    default:
      return error(.badEscape)
    }
  }

  private func explainBlock() -> Diagnostic {
    switch problem.problem {
    case "found a tab character where an indentation space is expected": error(.tab)
    default: error(.blockHeader)
    }
  }

  private func explainCharacter() -> Diagnostic {
    guard let byte = byte(at: place) else { return explainStructure() }
    return byte == UInt8(ascii: "\t") ? error(.tab) : error(.needsQuotes(byte))
  }

  /// A bracket that is still open where the text goes on as if it were closed, or where it ends.
  private func explainBracket(_ bracket: Bracket) -> Diagnostic {
    let goesOn = isAtEnd ? [] : [note(.cannotBePart(bracket), at: lineStart(place))]
    return error(.unclosedBracket(bracket), from: bracket.position, notes: goesOn)
  }

  private func explainStructure() -> Diagnostic {
    if let lastQuoted, lastQuoted.end == place, byte(at: place) != UInt8(ascii: ":"), !isAtEnd {
      let notes =
        lastQuoted.start.line < place.line ? [note(.textStartsHere, at: lastQuoted.start)] : []
      return error(.textBehindQuote(byte(at: lastQuoted.start)), notes: notes)
    }
    if let bracket, isAtEnd || isBehind(bracket) { return explainBracket(bracket) }
    switch problem.problem {
    case "found a tab character that violates indentation": return error(.tab)
    case "mapping values are not allowed in this context": return explainColon()
    case "found unexpected ':'": return error(.unspacedColon)
    case "block sequence entries are not allowed in this context": return error(.unexpectedDash)
    case "mapping keys are not allowed in this context": return error(.unexpectedKey)
    case "did not find expected <document start>": return error(.secondRoot)
    case "did not find expected key": return explainNoEntry(.expectedKey, .mapStartsHere)
    case "did not find expected '-' indicator":
      return explainNoEntry(.expectedDash, .listStartsHere)
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      let isColon = byte(at: place) == UInt8(ascii: ":")
      return error(isColon ? .commaOrQuotes(bracket) : .expectedComma(bracket), notes: bracketNotes)
    case "did not find expected node content":
      let isColon = byte(at: place) == UInt8(ascii: ":")
      return error(isColon ? .missingKey : .expectedValue, notes: bracketNotes)
    default:
      return error(.other(problem), notes: bracketNotes)
    }
  }

  /// A colon where no map can start.
  ///
  /// libyaml has joined lines without one to a single text by then.
  private func explainColon() -> Diagnostic {
    let before = file.line(place.line).unicodeScalars.prefix(place.column - 1)
    if String(before).contains(": ") { return error(.unexpectedColon) }
    let above = file.line(place.line - 1)
    if place.line > 1, !above.contains(": "), above.last != ":",
      above.contains(where: { $0 != " " })
    {
      return error(.missingColon, from: file.indentation(ofLine: place.line - 1))
    }
    return error(.indentedKey, from: lineStart(place))
  }

  /// Something in a block that is neither its next entry nor its end.
  private func explainNoEntry(
    _ expected: Diagnostic.Message,
    _ blockStartsHere: Diagnostic.Message
  ) -> Diagnostic {
    switch byte(at: place) {
    case UInt8(ascii: ":"): return error(.missingKey)
    case UInt8(ascii: "]"), UInt8(ascii: "}"): return error(.unopenedBracket(byte(at: place)))
    case _ where lineStart(place) < place: return error(.textBehindValue)
    case UInt8(ascii: "-") where problem.problem == "did not find expected key":
      return error(.listInMap, notes: contextPlace.map { [note(blockStartsHere, at: $0)] } ?? [])
    default:
      return error(expected, notes: contextPlace.map { [note(blockStartsHere, at: $0)] } ?? [])
    }
  }

  /// Whether libyaml stopped on a later line that is indented no deeper than the one with the bracket.
  private func isBehind(_ bracket: Bracket) -> Bool {
    place.line > bracket.position.line
      && lineStart(place).column <= lineStart(bracket.position).column
      && byte(at: lineStart(place)) != UInt8(ascii: bracket.isMapping ? "}" : "]")
  }

  private func lineStart(_ position: SourcePosition) -> SourcePosition {
    file.indentation(ofLine: position.line)
  }

  private var bracketNotes: [Diagnostic.Note] {
    bracket.map { [note(.bracketOpenedHere($0), at: $0.position)] } ?? []
  }

  private func byte(at position: SourcePosition) -> UInt8? {
    file.text.utf8.dropFirst(position.offset).first
  }

  private func error(
    _ message: Diagnostic.Message,
    from start: SourcePosition? = nil,
    notes: [Diagnostic.Note] = []
  ) -> Diagnostic {
    let start = start ?? place
    return .error(message, at: SourceRange(file: file, start: start, end: start), notes: notes)
  }

  private func note(_ message: Diagnostic.Message, at position: SourcePosition) -> Diagnostic.Note {
    .init(message, at: SourceRange(file: file, start: position, end: position))
  }
}

/// An opening `[` or `{` and its place.
struct Bracket {
  /// Whether it is `{`.
  let isMapping: Bool
  /// The place before it.
  let position: SourcePosition

  /// What closes it.
  var closing: String { isMapping ? "}" : "]" }
  /// What it opens.
  var kindName: String { isMapping ? "map" : "list" }
}

extension NodeBuilder {
  /// The innermost open list or map in brackets; nil in block style only.
  fileprivate var innermostBracket: Bracket? {
    frames.last { isBracketed($0) }.map { frame in
      let offset = frame.openingEnd.offset - 1
      return Bracket(isMapping: frame.isMapping, position: file.position(at: offset))
    }
  }

  private func isBracketed(_ frame: Frame) -> Bool {
    let byte = locator.byte(at: frame.openingEnd.offset - 1)
    return frame.openingEnd != frame.start
      && byte == UInt8(ascii: frame.isMapping ? "{" : "[")
  }
}

extension Diagnostic.Message {
  fileprivate static let tab: Self = "a tab cannot indent YAML; use spaces"
  fileprivate static let tag: Self =
    "tags are not used here; put a text that starts with '!' in quotes"
  fileprivate static let directive: Self =
    "this is not a directive of YAML 1.2; put a text that starts with '%' in quotes"
  fileprivate static let missingColon: Self =
    "expected ': ' and a value after this key"
  fileprivate static let documentEndsHere: Self = "the document ends here"
  fileprivate static let badEscape: Self =
    #"this is not an escape of YAML; write '\\' for a backslash, or use single quotes"#
  fileprivate static let blockHeader: Self =
    "expected a line break after '|' or '>'; the text starts on the next line"
  fileprivate static let unexpectedColon: Self =
    "a map cannot start here; put a text that holds ': ' in quotes, and a map on lines of its own"
  fileprivate static let indentedKey: Self =
    "a key cannot be indented deeper than the key above it, which has a value already"
  fileprivate static let missingKey: Self = "expected a key before ':'"
  fileprivate static let textBehindValue: Self =
    "the value ended before this; put all of it in quotes, and double a single quote inside single quotes"
  fileprivate static let conflict: Self =
    "this is a mark of git's: here two versions of the file conflict; keep one and remove the marks"
  fileprivate static let listInMap: Self =
    "a list cannot stand here; indent '- ' like the others of its list, deeper than this map"
  fileprivate static let textStartsHere: Self = "the text in quotes starts here"

  fileprivate static func textBehindQuote(_ quote: UInt8?) -> Self {
    quote == UInt8(ascii: "'")
      ? "the text in quotes ended before this; double a single quote that belongs to it: ''"
      : #"the text in quotes ended before this; write \" for a quote that belongs to it"#
  }

  fileprivate static let unspacedColon: Self =
    "expected a space after ':'; put a text that holds ':' in quotes"
  fileprivate static let unexpectedDash: Self =
    "a list cannot start here; put its first '- ' on the next line"
  fileprivate static let unexpectedKey: Self =
    "a key cannot start here; put it on a line of its own"
  fileprivate static let secondRoot: Self =
    "the document's value ended before this; indent it like what it belongs to"
  fileprivate static let expectedKey: Self =
    "expected a key indented like the others of this map"
  fileprivate static let expectedDash: Self =
    "expected '- ' indented like the others of this list"
  fileprivate static let mapStartsHere: Self = "the map starts here"
  fileprivate static let listStartsHere: Self = "the list starts here"
  fileprivate static let expectedValue: Self = "expected a value here"

  fileprivate static func badCharacter(_ value: Int) -> Self {
    let code = String(value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
    let name = value == 0 ? "NUL (U+0000)" : "U+\(padded)"
    return "the control character \(name) is not allowed in YAML; is this a text file?"
  }

  fileprivate static func needsQuotes(_ byte: UInt8?) -> Self {
    let character = byte.map { String(UnicodeScalar($0)) } ?? ""
    return switch character {
    case "*": "expected the name of an anchor after '*'; put a text that starts with '*' in quotes"
    case "&": "expected a name after '&'; put a text that starts with '&' in quotes"
    default: "a text cannot start with '\(character)'; put it in quotes"
    }
  }

  fileprivate static func unclosedQuote(_ quote: String) -> Self {
    "this quote is never closed; expected \(quote) at the end of the text"
  }

  fileprivate static func unclosedBracket(_ bracket: Bracket) -> Self {
    "this \(bracket.kindName) is never closed; expected '\(bracket.closing)'"
  }

  fileprivate static func cannotBePart(_ bracket: Bracket) -> Self {
    "this cannot be part of the \(bracket.kindName)"
  }

  fileprivate static func unopenedBracket(_ bracket: UInt8?) -> Self {
    let name = bracket == UInt8(ascii: "]") ? ("]", "[") : ("}", "{")
    return "there is no '\(name.1)' open for this '\(name.0)'"
  }

  fileprivate static func bracketOpenedHere(_ bracket: Bracket) -> Self {
    "the \(bracket.kindName) is opened here and not closed yet"
  }

  fileprivate static func expectedComma(_ bracket: Bracket?) -> Self {
    bracket?.isMapping == true
      ? "expected ',' or '}' after the value" : "expected ',' or ']' after the item"
  }

  fileprivate static func commaOrQuotes(_ bracket: Bracket?) -> Self {
    let expected = expectedComma(bracket).text
    return "\(expected); a key stands on one line, and a text that holds ': ' in quotes"
  }

  fileprivate static func other(_ problem: SyntaxProblem) -> Self {
    Self([problem.problem, problem.context].filter { !$0.isEmpty }.joined(separator: " "))
  }
}
