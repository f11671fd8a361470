internal import SMSVoice

extension PolicyDocument {
  /// The JSON of the policy, indented, in the order that people write it in, ended by a newline.
  package var text: String {
    let body = statements.map { text(of: $0) }.joined(separator: ",\n")
    let list = statements.isEmpty ? "[]" : "[\n\(body)\n  ]"
    return """
      {
        "Version": "2012-10-17",
        "Statement": \(list)
      }

      """
  }

  /// Its characters without white space, which AWS does not count.
  package var size: Int { text.count { !$0.isWhitespace } }

  private func text(of statement: Statement) -> String {
    var members = [
      ("Sid", Self.quoted(statement.sid)), ("Effect", Self.quoted("Allow")),
      ("Action", Self.list(statement.actions, indent: 6)),
      ("Resource", Self.list(statement.resources, indent: 6)),
    ]
    if !statement.conditions.isEmpty {
      members.append(("Condition", text(of: statement.conditions)))
    }
    return "    {\n" + members.map { "      \"\($0)\": \($1)" }.joined(separator: ",\n") + "\n    }"
  }

  private func text(of conditions: [Permission.Condition]) -> String {
    var operators: [(name: String, keys: [String])] = []
    for condition in conditions {
      let (name, key, values) = terms(of: condition)
      let entry = "          \"\(key)\": \(Self.list(values, indent: 10))"
      if let index = operators.firstIndex(where: { $0.name == name }) {
        operators[index].keys.append(entry)
      } else {
        operators.append((name, [entry]))
      }
    }
    let body = operators.map { name, keys in
      "        \"\(name)\": {\n\(keys.joined(separator: ",\n"))\n        }"
    }
    return "{\n\(body.joined(separator: ",\n"))\n      }"
  }

  private func terms(
    of condition: Permission.Condition
  ) -> (operator: String, key: String, values: [String]) {
    let resourceTag = "aws:ResourceTag/\(OwnershipTag.project)"
    switch condition {
    case .taggedAsOurs:
      return ("StringEquals", "aws:RequestTag/\(OwnershipTag.project)", Array(projects.prefix(1)))
    case .ours: return ("StringEquals", resourceTag, projects)
    case .notAnothers: return ("StringEqualsIfExists", resourceTag, projects)
    case .passedToService:
      return ("StringEquals", "iam:PassedToService", [IAMAction.passedToService])
    }
  }

  /// A text, or a list with a line for each.
  private static func list(_ texts: [String], indent: Int) -> String {
    if texts.count == 1 { return quoted(texts[0]) }
    let space = String(repeating: " ", count: indent)
    let lines = texts.map { "\(space)  \(quoted($0))" }
    return "[\n\(lines.joined(separator: ",\n"))\n\(space)]"
  }

  private static func quoted(_ text: String) -> String {
    JSONValue.string(text).text.filter { $0 != "\n" }
  }
}
