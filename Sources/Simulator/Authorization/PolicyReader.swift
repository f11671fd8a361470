/// What is wrong with a policy, and where.
struct PolicyError: Error, Equatable {
  /// For example `Statement[0].Condition`, or `line 3, column 7`; empty for the whole.
  var place: String
  /// One sentence without a full stop.
  var trouble: String
}

extension Policy {
  /// Reads the JSON of a policy.
  ///
  /// What the simulator does not know is an error: a condition that was passed over would allow too
  /// much.
  init(parsing text: [UInt8]) throws(PolicyError) {
    let value: JSON
    do {
      value = try JSONReader.value(from: text)
    } catch {
      let lines = text.prefix(error.offset).split(
        separator: UInt8(ascii: "\n"),
        omittingEmptySubsequences: false
      )
      let place = "line \(lines.count), column \((lines.last?.count ?? 0) + 1)"
      throw PolicyError(place: place, trouble: "this is not JSON")
    }
    let reader = PolicyReader(place: "")
    let document = try reader.fields(of: value)
    try reader.check(document, known: ["Version", "Id", "Statement"])
    if let version = document["Version"], !["2012-10-17", "2008-10-17"].contains(version.text) {
      throw PolicyError(place: "Version", trouble: "expected '2012-10-17'")
    }
    guard let body = document["Statement"] else {
      throw PolicyError(place: "", trouble: "'Statement' is missing")
    }
    var statements: [PolicyStatement] = []
    for (index, statement) in (body.elements ?? [body]).enumerated() {
      let place = body.elements == nil ? "Statement" : "Statement[\(index)]"
      statements.append(try PolicyReader(place: place).statement(statement))
    }
    self.init(statements: statements)
  }
}

/// Reads what stands at one place of a policy.
private struct PolicyReader {
  let place: String

  func statement(_ value: JSON) throws(PolicyError) -> PolicyStatement {
    let fields = try fields(of: value)
    try check(
      fields,
      known: [
        "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition",
      ]
    )
    guard let effect = fields["Effect"]?.text.flatMap(PolicyStatement.Effect.init(rawValue:))
    else { throw inside("Effect").error("expected 'Allow' or 'Deny'") }
    return PolicyStatement(
      effect: effect,
      actions: try selection("Action", in: fields, ignoringCase: true) { text in
        text == "*" || text.wholeMatch(of: #/[A-Za-z0-9-]+:[A-Za-z0-9*?]+/#) != nil
          ? nil : "'\(text)' is no action; write it as 'sms-voice:CreatePool'"
      },
      resources: try selection("Resource", in: fields, ignoringCase: false) { text in
        text == "*" || text.split(separator: ":", omittingEmptySubsequences: false).count >= 6
          ? nil : "'\(text)' is no resource; write '*' or an ARN"
      },
      conditions: try conditions(fields["Condition"])
    )
  }

  private func selection(
    _ name: String,
    in fields: JSONObject,
    ignoringCase: Bool,
    problem: (String) -> String?
  ) throws(PolicyError) -> PolicyStatement.Selection {
    let opposite = "Not\(name)"
    guard (fields[name] == nil) != (fields[opposite] == nil) else {
      throw error("expected either '\(name)' or '\(opposite)'")
    }
    let chosen = fields[name] == nil ? opposite : name
    let reader = inside(chosen)
    var patterns: [PolicyPattern] = []
    for text in try reader.texts(fields[chosen]) {
      if let problem = problem(text) { throw reader.error(problem) }
      patterns.append(PolicyPattern(text, ignoringCase: ignoringCase))
    }
    return PolicyStatement.Selection(patterns: patterns, isNegated: chosen == opposite)
  }

  private func conditions(_ value: JSON?) throws(PolicyError) -> [PolicyCondition] {
    guard let value else { return [] }
    let reader = inside("Condition")
    var conditions: [PolicyCondition] = []
    for member in try reader.fields(of: value).members {
      let reader = reader.inside(member.name)
      for entry in try reader.fields(of: member.value).members {
        let values = try reader.inside(entry.name).texts(entry.value)
        guard ConditionKey.isKnown(entry.name.lowercased()) else {
          throw reader.error(
            "the simulator does not know the key '\(entry.name)'; it knows aws:RequestTag/KEY, "
              + "aws:ResourceTag/KEY, aws:TagKeys and iam:PassedToService"
          )
        }
        guard
          let condition = PolicyCondition(operator: member.name, key: entry.name, values: values)
        else {
          let known = PolicyCondition.Comparison.allCases.map(\.rawValue).joined(separator: ", ")
          throw reader.error("the simulator does not know this operator; it knows \(known)")
        }
        conditions.append(condition)
      }
    }
    return conditions
  }

  /// One text or a list of them; truth values count as texts, as in `"Null": { KEY: true }`.
  func texts(_ value: JSON?) throws(PolicyError) -> [String] {
    var texts: [String] = []
    for element in value?.elements ?? [value].compactMap(\.self) {
      guard let text = element.text ?? element.flag.map(String.init) else {
        throw error("expected a text or a list of texts, got \(element.kindName)")
      }
      guard !text.contains("${") else {
        throw error("the simulator does not know variables such as '\(text)'")
      }
      texts.append(text)
    }
    guard !texts.isEmpty else { throw error("expected at least one text") }
    return texts
  }

  func fields(of value: JSON) throws(PolicyError) -> JSONObject {
    guard let fields = value.fields else {
      throw error("expected an object, got \(value.kindName)")
    }
    return fields
  }

  func check(_ fields: JSONObject, known: [String]) throws(PolicyError) {
    for member in fields.members where !known.contains(member.name) {
      let isOfResources = ["Principal", "NotPrincipal"].contains(member.name)
      throw error(
        isOfResources
          ? "'\(member.name)' belongs in policies of resources; this is the policy of a caller"
          : "'\(member.name)' is not known here; there can be \(known.joined(separator: ", "))"
      )
    }
  }

  func inside(_ name: String) -> PolicyReader {
    PolicyReader(place: place.isEmpty ? name : "\(place).\(name)")
  }

  func error(_ trouble: String) -> PolicyError { PolicyError(place: place, trouble: trouble) }
}
