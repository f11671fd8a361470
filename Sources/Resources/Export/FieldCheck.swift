internal import Diagnostics
internal import YAMLSyntax

/// Keeps of a resource's fields what a manifest may say.
///
/// The service has things that the manifest's schema refuses, such as a keyword that AWS takes for an opt-out
/// with another action. Fields are decoded one by one, as they will be; of a map or list that is refused
/// the parts that are not stay.
struct FieldCheck<Spec: Sendable> {
  /// A part that was left out.
  struct Loss {
    /// For example `keywords.CANCEL`.
    let path: String
    /// The error that decoding it notes.
    let reason: String
  }

  private let schema: ObjectSchema<Spec>
  private let scope: RegionScope
  /// What the checks so far left out.
  private(set) var losses: [Loss] = []
  // Errors about the field stand at its place, those about other fields that are missing at the key's.
  private let keyPlace = SourceRange.exported(0..<0)
  private let place = SourceRange.exported(5..<10)

  init(_ schema: ObjectSchema<Spec>, in scope: RegionScope) {
    self.schema = schema
    self.scope = scope
  }

  /// The fields that may stay; nil when one that is required may not.
  mutating func kept(_ fields: [YAMLField]) -> [YAMLField]? {
    let kept = fields.compactMap { keep($0) }
    return schema.required.allSatisfy { kept[$0.name] != nil } ? kept : nil
  }

  private mutating func keep(_ field: YAMLField) -> YAMLField? {
    guard let reason = refusal(of: field.name, field.value) else { return field }
    var value: YAMLValue?
    switch field.value {
    case .map(let parts):
      let good = parts.filter { isFine(field.name, .map([$0]), as: "\(field.name).\($0.name)") }
      value = good.isEmpty ? nil : .map(good)
    case .list(let items):
      let good = items.filter { isFine(field.name, .list([$0]), as: field.name) }
      value = good.isEmpty ? nil : .list(good)
    case .word, .text: losses.append(Loss(path: field.name, reason: reason))
    }
    guard let value, refusal(of: field.name, value) == nil else { return nil }
    return YAMLField(field.name, value, comments: field.comments)
  }

  private mutating func isFine(_ name: String, _ value: YAMLValue, as path: String) -> Bool {
    guard let reason = refusal(of: name, value) else { return true }
    losses.append(Loss(path: path, reason: reason))
    return false
  }

  /// Why the schema refuses a field, in its words.
  private func refusal(of name: String, _ value: YAMLValue) -> String? {
    var decoder = ManifestDecoder(variables: scope.builtInVariables, region: scope)
    let key = YAMLNode(content: .scalar(.init(text: name, style: .plain)), range: place)
    let entry = YAMLMapping.Entry(key: key, value: value.node(at: place))
    _ = schema.decode([entry], at: keyPlace, &decoder)
    return decoder.diagnostics.sorted.first { $0.severity == .error && $0.range == place }?
      .message.text
  }
}

extension SourceRange {
  private static let exported = SourceFile(name: "<export>", text: "key: value")

  /// A place for what is made rather than read.
  static func exported(_ bytes: Range<Int>) -> SourceRange {
    SourceRange(
      file: exported,
      start: exported.position(at: bytes.lowerBound),
      end: exported.position(at: bytes.upperBound)
    )
  }
}

extension YAMLValue {
  /// The value as reading it would give it.
  func node(at range: SourceRange) -> YAMLNode {
    switch self {
    case .word(let text):
      YAMLNode(content: .scalar(.init(text: text, style: .plain)), range: range)
    case .text(let text):
      YAMLNode(content: .scalar(.init(text: text, style: .quoted)), range: range)
    case .list(let items):
      YAMLNode(content: .sequence(items.map { $0.node(at: range) }), range: range)
    case .map(let fields):
      YAMLNode(
        content: .mapping(
          YAMLMapping(
            fields.map { field in
              let key = YAMLNode.Scalar(text: field.name, style: .quoted)
              return YAMLMapping.Entry(
                key: YAMLNode(content: .scalar(key), range: range),
                value: field.value.node(at: range)
              )
            }
          )
        ),
        range: range
      )
    }
  }
}
