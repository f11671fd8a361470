package import Diagnostics

/// What a manifest says of one attribute.
package enum Setting<Value: Sendable>: Sendable {
  /// Not mentioned: smsctl leaves the attribute alone.
  case unmanaged
  /// Written as null: it must not be set.
  case unset(SourceRange)
  /// Written with a value, which is enforced.
  case set(Value, SourceRange)

  /// The value, or nil when none is demanded.
  package var value: Value? {
    if case .set(let value, _) = self { value } else { nil }
  }

  /// Where the manifest says so; nil when it says nothing.
  package var range: SourceRange? {
    switch self {
    case .unmanaged: nil
    case .unset(let range), .set(_, let range): range
    }
  }

  /// Whether the manifest mentions the attribute, be it as null.
  package var isManaged: Bool {
    if case .unmanaged = self { false } else { true }
  }

  /// This setting, or `fallback` where this one is unmanaged.
  package func or(_ fallback: Setting<Value>) -> Setting<Value> {
    isManaged ? self : fallback
  }
}

/// A value and the place in the manifest that it stands at.
package struct Located<Value: Sendable>: Sendable {
  package var value: Value
  package var range: SourceRange

  package init(_ value: Value, at range: SourceRange) {
    self.value = value
    self.range = range
  }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
