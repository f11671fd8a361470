/// A value of an attribute as a plan shows it.
package enum AttributeValue: Sendable, Hashable {
  /// Not set, or not there at all.
  case unset
  case text(String)
  case flag(Bool)
  /// In the order to show.
  case list([String])
  /// A member of a set, such as an originator of a pool; `.unset` where it is not one.
  case present
  /// Only another step's answer tells, for example the id of a pool to be created.
  case knownAfterApply
}

/// One attribute that a change gives another value.
package struct AttributeChange: Sendable, Equatable {
  /// For example `["twoWay", "channel"]` or `["sms", "DE"]`, shown joined by dots.
  package var path: [String]
  /// `.unset` where the resource is to be created.
  package var before: AttributeValue
  /// `.unset` where the attribute is to go away.
  package var after: AttributeValue

  package init(_ path: [String], before: AttributeValue = .unset, after: AttributeValue) {
    self.path = path
    self.before = before
    self.after = after
  }
}

/// Collects the attributes in which the manifest and the live resource differ.
package struct AttributeComparison: Sendable {
  /// In the order compared.
  package private(set) var changes: [AttributeChange] = []

  package init() {}

  /// Whether nothing differs.
  package var isEmpty: Bool { changes.isEmpty }

  /// Whether an attribute whose path begins with `name` differs.
  package func touches(_ name: String) -> Bool {
    changes.contains { $0.path.first == name }
  }

  /// Notes a difference that was found otherwise.
  package mutating func note(_ change: AttributeChange) {
    changes.append(change)
  }

  /// Notes a difference, if there is one.
  ///
  /// Returns whether there is.
  @discardableResult
  package mutating func compare(
    _ path: String...,
    live: AttributeValue,
    desired: AttributeValue
  ) -> Bool {
    guard live != desired else { return false }
    changes.append(AttributeChange(path, before: live, after: desired))
    return true
  }

  /// Notes a difference between a live value and a setting; an unmanaged setting never differs.
  @discardableResult
  package mutating func compare<Value: Sendable>(
    _ path: String,
    live: AttributeValue,
    desired: Setting<Value>,
    as show: (Value) -> AttributeValue
  ) -> Bool {
    switch desired {
    case .unmanaged: false
    case .unset: compare(path, live: live, desired: .unset)
    case .set(let value, _): compare(path, live: live, desired: show(value))
    }
  }
}
