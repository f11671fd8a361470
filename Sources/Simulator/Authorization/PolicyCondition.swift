/// One condition of a statement: an operator, a key and the values to compare with.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
struct PolicyCondition: Sendable, Equatable {
  /// How a value of the request is compared with one of the policy.
  enum Comparison: String, CaseIterable, Sendable {
    /// The very text.
    case stringEquals = "StringEquals"
    /// Any other text.
    case stringNotEquals = "StringNotEquals"
    /// A pattern with `*` and `?`.
    case stringLike = "StringLike"
    /// Anything that the pattern does not fit.
    case stringNotLike = "StringNotLike"
    /// `true` or `false`, in whatever case.
    case bool = "Bool"
    /// Whether the key is absent.
    case null = "Null"

    /// Whether no value may fit.
    var isNegated: Bool {
      switch self {
      case .stringNotEquals, .stringNotLike: true
      case .stringEquals, .stringLike, .bool, .null: false
      }
    }
  }

  /// What must hold of a key that has several values.
  enum Quantifier: String, CaseIterable, Sendable {
    /// Each of them must fit; an absent key does.
    case forAllValues = "ForAllValues:"
    /// One of them must fit; an absent key does not, but for `ifExists`.
    case forAnyValue = "ForAnyValue:"
  }

  /// The operator without what stands before and behind it.
  let comparison: Comparison
  /// Nil where none is written.
  let quantifier: Quantifier?
  /// Whether an absent key is as good as one that fits.
  let ifExists: Bool
  /// In small letters.
  let key: String
  /// One of them has to fit.
  let values: [String]

  /// Nil for an operator that the simulator does not have.
  init?(operator text: String, key: String, values: [String]) {
    var name = text[...]
    quantifier = Quantifier.allCases.first { name.hasPrefix($0.rawValue) }
    name = name.dropFirst(quantifier?.rawValue.count ?? 0)
    ifExists = name.hasSuffix("IfExists")
    if ifExists { name = name.dropLast("IfExists".count) }
    guard let comparison = Comparison(rawValue: String(name)),
      comparison != .null || (quantifier == nil && !ifExists)
    else { return nil }
    self.comparison = comparison
    self.key = key.lowercased()
    self.values = values
  }

  /// Whether it holds for a request.
  func holds(in context: [String: [String]]) -> Bool {
    let present = context[key] ?? []
    if comparison == .null { return values.contains(present.isEmpty ? "true" : "false") }
    guard !present.isEmpty else {
      return ifExists || quantifier == .forAllValues
        || (comparison.isNegated && quantifier == nil)
    }
    switch quantifier {
    case .forAllValues: return present.allSatisfy(fits)
    case .forAnyValue: return present.contains(where: fits)
    case nil:
      return comparison.isNegated ? present.allSatisfy(fits) : present.contains(where: fits)
    }
  }

  private func fits(_ value: String) -> Bool {
    switch comparison {
    case .stringEquals: values.contains(value)
    case .stringNotEquals: !values.contains(value)
    case .stringLike: values.contains { PolicyPattern($0).matches(value) }
    case .stringNotLike: !values.contains { PolicyPattern($0).matches(value) }
    case .bool: values.contains { $0.lowercased() == value.lowercased() }
    case .null: false
    }
  }
}
