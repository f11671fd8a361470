/// A JSON object that keeps the order of its members.
package struct JSONObject: Sendable, Equatable {
  /// One `"name": value`.
  package struct Member: Sendable, Equatable {
    /// Unescaped.
    package var name: String
    /// May be `null`; what is absent is no member.
    package var value: JSON
  }

  /// In the order they were read or added; names are unique.
  package private(set) var members: [Member] = []

  /// An object without members.
  package init() {}

  /// The value of a member; setting nil removes it, setting a new name adds it at the end.
  package subscript(name: String) -> JSON? {
    get { members.first { $0.name == name }?.value }
    set {
      let index = members.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(name: name, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Adds a member known to be new: what a reader of long objects uses, since it does not look for
  /// the name first.
  package mutating func append(_ name: String, _ value: JSON) {
    members.append(Member(name: name, value: value))
  }

  /// The members whose names pass, in the same order.
  package func filter(_ isIncluded: (String) -> Bool) -> JSONObject {
    var result = JSONObject()
    result.members = members.filter { isIncluded($0.name) }
    return result
  }

  /// The same members in order of their names, at every depth.
  package var sorted: JSONObject {
    var result = JSONObject()
    result.members = members.sorted { $0.name < $1.name }.map {
      Member(name: $0.name, value: $0.value.sorted)
    }
    return result
  }
}

extension JSON {
  /// The same value with the members of every object in order of their names.
  package var sorted: JSON {
    switch self {
    case .object(let object): .object(object.sorted)
    case .array(let elements): .array(elements.map(\.sorted))
    default: self
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// A nil value leaves the member out, as the service does with what is unset.
  package init(dictionaryLiteral elements: (String, JSON?)...) {
    for (name, value) in elements {
      if let value { append(name, value) }
    }
  }
}
