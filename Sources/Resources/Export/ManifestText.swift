internal import YAMLSyntax

/// Live values as a manifest writes them.
extension YAMLValue {
  /// A text that stands for itself, every `${` of it escaped.
  static func literal(_ text: String) -> YAMLValue { .text(text.escapingVariables) }

  /// A map whose values stand for themselves, in the order of the keys.
  static func literals(_ texts: [String: String]) -> YAMLValue {
    .map(texts.sorted { $0.key < $1.key }.map { YAMLField($0.key, .literal($0.value)) })
  }
}

extension YAMLField {
  /// A switch that is on; nil for one that is off, as it is on a new resource.
  static func flag(_ name: String, _ value: Bool?) -> YAMLField? {
    value == true ? YAMLField(name, .flag(true)) : nil
  }
}

extension RegionScope {
  /// An ARN whose partition, region and account are those of the scope, written with variables for them.
  ///
  /// For example `arn:${partition}:sns:${region}:${account}:inbound`. So too the region of Amazon Connect's
  /// host. Anything else stands for itself.
  func template(_ text: String) -> YAMLValue {
    if text == "connect.\(region).amazonaws.com" { return .text("connect.${region}.amazonaws.com") }
    var parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      .map { String($0).escapingVariables }
    guard parts.count == 6, parts[0] == "arn" else { return .literal(text) }
    if parts[1] == partition { parts[1] = "${partition}" }
    if parts[3] == region { parts[3] = "${region}" }
    if parts[4] == account { parts[4] = "${account}" }
    return .text(parts.joined(separator: ":"))
  }

  /// The values of the variables that every manifest has.
  var builtInVariables: Variables {
    Variables([
      "region": region, "account": account, "partition": partition, "project": project,
    ])
  }
}

extension String {
  /// With `$${` for each `${`, which is how a manifest writes a literal one.
  fileprivate var escapingVariables: String {
    guard utf8.contains(UInt8(ascii: "$")) else { return self }
    // By scalars, as variables are found: a combining mark behind a brace is no part of it.
    var result = String.UnicodeScalarView()
    var rest = unicodeScalars[...]
    while let scalar = rest.first {
      if rest.starts(with: "${".unicodeScalars) { result.append("$") }
      result.append(scalar)
      rest = rest.dropFirst()
    }
    return String(result)
  }
}
