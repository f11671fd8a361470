/// Compares a JSON value with a shape of the API description and notes every difference.
package struct ShapeCheck {
  /// What a difference is reported as: the path of the member and the trouble.
  package typealias Finding = SimulatedError.Field

  /// How much of the description a value has to satisfy.
  package enum Depth: Sendable {
    /// Everything: what the service does with input.
    case full
    /// Types, required and unknown members, but neither bounds, patterns nor enumerations: what
    /// can be asked of output, where the service itself bends the rest.
    case structure
  }

  private let shapes: [String: Shape]
  private let depth: Depth
  private var findings: [Finding] = []

  private init(_ description: ServiceDescription, _ depth: Depth) {
    shapes = description.shapes
    self.depth = depth
  }

  /// All differences between a value and the shape of that name; none when it fits.
  package static func findings(
    in value: JSON,
    shape: String,
    of description: ServiceDescription,
    depth: Depth = .full
  ) -> [Finding] {
    var check = ShapeCheck(description, depth)
    check.visit(value, shape, path: "")
    return check.findings
  }

  private mutating func note(_ path: String, _ message: String) {
    findings.append(Finding(name: path, message: message))
  }

  private mutating func visit(_ value: JSON, _ name: String, path: String) {
    guard let shape = shapes[name] else { return }
    switch (shape.kind, value) {
    case (.structure(let members, let required), .object(let object)):
      visit(object, members: members, required: required, path: path)
    case (.list(let element), .array(let elements)):
      checkBounds(of: elements.count, shape, path: path, unit: "entries")
      for (index, value) in elements.enumerated() {
        visit(value, element, path: "\(path)[\(index)]")
      }
    case (.map(let key, let valueShape), .object(let object)):
      checkBounds(of: object.members.count, shape, path: path, unit: "entries")
      for member in object.members {
        visit(.string(member.name), key, path: "\(path).\(member.name)")
        visit(member.value, valueShape, path: "\(path).\(member.name)")
      }
    case (.string, .string(let text)): check(text, shape, path: path)
    case (.integer, .integer(let number)):
      checkBounds(of: number, shape, path: path, unit: "")
    case (.boolean, .bool), (.timestamp, .integer), (.timestamp, .number), (.blob, .string): break
    case (let kind, let value):
      note(path, "must be \(kind.expectation), not \(value.kindName)")
    }
  }

  private mutating func visit(
    _ object: JSONObject,
    members: [String: String],
    required: [String],
    path: String
  ) {
    let prefix = path.isEmpty ? "" : path + "."
    for member in object.members {
      guard let shape = members[member.name] else {
        note(prefix + member.name, "is not a member of the input")
        continue
      }
      // An explicit null counts as absent.
      if member.value != .null { visit(member.value, shape, path: prefix + member.name) }
    }
    for name in required where object[name] == nil || object[name] == .null {
      note(prefix + name, "is required")
    }
  }

  private mutating func check(_ text: String, _ shape: Shape, path: String) {
    guard depth == .full else { return }
    if !shape.values.isEmpty {
      if !shape.values.contains(text) {
        let list = shape.values.sorted().prefix(12).joined(separator: ", ")
        note(path, "'\(text.prefix(64))' is not one of \(list)")
      }
      return
    }
    let length = text.unicodeScalars.count
    checkBounds(of: length, shape, path: path, unit: "characters")
    // A text of the wrong length is named once, not also for its pattern.
    if shape.bounds.contains(length), let pattern = shape.pattern, !pattern.matches(text) {
      note(path, "must match \(pattern.source)")
    }
  }

  private mutating func checkBounds(of size: Int, _ shape: Shape, path: String, unit: String) {
    guard depth == .full, !shape.bounds.contains(size) else { return }
    let bound =
      size < shape.bounds.lowerBound
      ? "at least \(shape.bounds.lowerBound)" : "at most \(shape.bounds.upperBound)"
    note(path, "must be \(bound)\(unit.isEmpty ? "" : " " + unit) but is \(size)")
  }
}

extension Shape.Kind {
  /// For messages: what a value of this kind is.
  fileprivate var expectation: String {
    switch self {
    case .structure, .map: "an object"
    case .list: "a list"
    case .string, .blob: "a string"
    case .integer: "an integer"
    case .boolean: "a boolean"
    case .timestamp: "a timestamp in seconds"
    }
  }
}
