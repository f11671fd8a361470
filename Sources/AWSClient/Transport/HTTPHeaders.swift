internal import Foundation

/// Header fields in the order they travel; a name may occur more than once.
package struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// One line, for example `Content-Type: application/x-amz-json-1.0`.
  package struct Field: Sendable, Equatable {
    /// As it travels; its case means nothing.
    package var name: String
    /// What travels.
    package var value: String
    /// What a trace may show; nil means the value itself.
    package var shown: String?
  }

  /// In the order they travel.
  package private(set) var fields: [Field]

  /// Lets callers write `["Content-Type": "text/plain"]`.
  package init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field(name: $0.0, value: $0.1) }
  }

  /// Adds a line, also when the name is there already.
  package mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  /// All values of a name, whatever its case, in order.
  package func values(of name: String) -> [String] {
    let name = name.lowercased()
    return fields.filter { $0.name.lowercased() == name }.map(\.value)
  }

  /// The first value of a name, whatever its case; setting it replaces all of them, nil removes.
  package subscript(name: String) -> String? {
    get { values(of: name).first }
    set {
      let lowercased = name.lowercased()
      fields.removeAll { $0.name.lowercased() == lowercased }
      if let newValue { add(name, newValue) }
    }
  }

  /// Sets a line whose value must not reach a log; `shown` stands in for it there.
  package mutating func set(
    _ name: String,
    secret: Secret,
    shown: String = Secret.placeholder
  ) {
    self[name] = nil
    fields.append(Field(name: name, value: secret.value, shown: shown))
  }
}

extension HTTPHeaders {
  /// What must not be shown: the values of secret lines, and of those that are shown in part the rest.
  var secrets: [Secret] {
    fields.flatMap { field -> [Secret] in
      guard let shown = field.shown else { return [] }
      let rest = field.value.dropFirst(field.value.commonPrefix(with: shown).count)
      return [Secret(field.value), Secret(String(rest))]
    }
  }
}
