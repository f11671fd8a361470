package import Diagnostics
internal import YAMLSyntax

/// What happens when somebody sends a keyword.
package enum KeywordAction: String, CaseIterable, Sendable {
  /// The answer and nothing beside: what holds where the manifest names no action.
  case automaticResponse = "AUTOMATIC_RESPONSE"
  /// Whoever sends it is opted out.
  case optOut = "OPT_OUT"
  case optIn = "OPT_IN"
}

/// A keyword that a number or pool is to have.
package struct Keyword: Sendable, Equatable {
  /// In capitals, as the service keeps it.
  package var name: String
  /// The answer: 1 to 1600 characters, not blank.
  package var message: String
  /// Nil for HELP and STOP, whose action is fixed.
  package var action: KeywordAction?
  /// That of its name in the manifest.
  package var range: SourceRange

  /// The two that every number and pool has; only their message can change.
  package static let builtIn: Set<String> = ["HELP", "STOP"]

  /// The words that AWS takes for an opt-out, whatever the configuration.
  /// <https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html>
  package static let optOutWords: Set<String> = [
    "ARRET", "CANCEL", "END", "OPT-OUT", "OPTOUT", "QUIT", "REMOVE", "STOP", "TD", "UNSUBSCRIBE",
  ]
}

extension ValueType where Value == [Keyword] {
  /// `keywords:` of a number or pool: names to `{ message, action }`.
  package static var keywords: ValueType {
    let name = ValueType<String>.scalar(
      "a keyword of 1 to 30 characters without spaces at its ends",
      pattern: "^\\S([ \\S]*\\S)?$",
      length: 1...30
    ) {
      text in
      let fits =
        (1...30).contains(text.unicodeScalars.count) && text.first?.isWhitespace == false
        && text.last?.isWhitespace == false
        && text.unicodeScalars.allSatisfy { $0 == " " || !$0.properties.isWhitespace }
      return fits ? text : nil
    }.inCapitals
    let entries = ValueType<[MapEntry<String, KeywordFields>]>.map(
      name,
      to: .object(.keyword, "{ message: ..., action: ... }"),
      "a map of keywords such as { HELP: { message: ... } }"
    )
    return ValueType(entries.expectation, shape: entries.shape) { node, decoder in
      entries.decode(node, &decoder)?.compactMap { Keyword($0, &decoder) }
    }
  }
}

extension Keyword {
  fileprivate init?(
    _ entry: MapEntry<String, KeywordFields>,
    _ decoder: inout ManifestDecoder
  ) {
    let name = entry.key.value
    guard let message = entry.value.message else { return nil }
    let written = entry.value.action
    if let problem = Self.problem(with: name, action: written?.value) {
      decoder.error(problem, at: written?.range ?? entry.key.range)
      return nil
    }
    self.init(
      name: name,
      message: message,
      action: Self.builtIn.contains(name) ? nil : written?.value ?? .automaticResponse,
      range: entry.key.range
    )
  }

  private static func problem(with name: String, action: KeywordAction?) -> Diagnostic.Message? {
    if builtIn.contains(name) {
      let fixed: KeywordAction = name == "STOP" ? .optOut : .automaticResponse
      return action == nil || action == fixed
        ? nil : "'\(name)' always has the action \(fixed.rawValue); leave 'action' out"
    }
    if optOutWords.contains(name), action != .optOut {
      return "AWS takes '\(name)' for an opt-out, so its action must be OPT_OUT"
    }
    return nil
  }
}

private struct KeywordFields: Sendable {
  var message: String?
  var action: Located<KeywordAction>?
}

extension ObjectSchema where Value == KeywordFields {
  fileprivate static var keyword: ObjectSchema {
    let message = ValueType<String>.scalar(
      "a message of 1 to 1600 characters that is not blank",
      pattern: "\\S",
      length: 1...1600
    ) {
      text in
      let fits =
        (1...1600).contains(text.unicodeScalars.count)
        && !text.allSatisfy(\.isWhitespace)
      return fits ? text : nil
    }
    return ObjectSchema(
      "a keyword",
      id: "keyword",
      doc: "What happens when somebody sends the word, which the service keeps in capitals.",
      empty: KeywordFields(),
      fields: [
        .value(
          "message",
          \.message,
          message,
          doc: "The answer."
        ),
        .value(
          "action",
          \.action,
          ValueType<KeywordAction>.enumeration.located,
          doc: FieldDoc(
            "What the word does beside the answer. HELP and STOP have theirs for good and take none; words that AWS takes for an opt-out must have OPT_OUT.",
            absent: "`AUTOMATIC_RESPONSE`, enforced"
          )
        ),
      ],
      required: [("message", "say what to answer to whoever sends the keyword")]
    )
  }
}

extension ValueType where Value == String {
  /// The same texts in capitals, as the service keeps keywords.
  ///
  /// A letter whose capital is another letter's, or several, is an error: `ſtop` would become STOP.
  fileprivate var inCapitals: ValueType {
    ValueType(expectation, shape: shape) { node, decoder in
      guard let text = decode(node, &decoder) else { return nil }
      var capitals = String.UnicodeScalarView()
      for scalar in text.unicodeScalars {
        let mapped = Array(scalar.properties.uppercaseMapping.unicodeScalars)
        guard mapped.count == 1, mapped[0].isASCII == scalar.isASCII else {
          decoder.error(
            "'\(scalar)' is '\(scalar.properties.uppercaseMapping)' in capitals, so this would become another keyword; write it in the capitals that are meant",
            at: node.range
          )
          return nil
        }
        capitals.append(mapped[0])
      }
      return String(capitals)
    }
  }
}
