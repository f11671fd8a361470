import Foundation
import SMSVoice

/// The API description, against which every body that reaches the fake service is held.
struct APIDescription: Sendable {
  static let bundled = APIDescription()

  private let operations: [String: JSON]
  private let shapes: [String: JSON]

  private init() {
    let json = try? JSON(Data(BundledFacts.serviceDescriptionJSON.utf8))
    operations = json?["operations"]?.members ?? [:]
    shapes = json?["shapes"]?.members ?? [:]
  }

  /// What is wrong with a request; empty when nothing is.
  func problems(with body: JSON, of operation: SMSVoice.Operation) -> [String] {
    guard let shape = operations[operation.rawValue]?["input"]?.text else {
      return ["there is no operation \(operation)"]
    }
    return problems(with: body, as: shape, at: "\(operation)")
  }

  /// The members of an operation's answer.
  func answerMembers(of operation: SMSVoice.Operation) -> Set<String> {
    Set(shape(operations[operation.rawValue]?["output"])["members"]?.members.keys ?? [:].keys)
  }

  /// An answer with every member; lists and maps have one item.
  func answer(of operation: SMSVoice.Operation) -> JSON {
    operations[operation.rawValue]?["output"]?.text.map { sample(of: $0) } ?? [:]
  }

  /// The values of an enumeration.
  func values(of name: String) -> [String] {
    (shapes[name]?["enum"]?.items ?? []).compactMap(\.text)
  }

  private func shape(_ name: JSON?) -> JSON { name?.text.flatMap { shapes[$0] } ?? [:] }

  private func problems(with value: JSON, as name: String, at path: String) -> [String] {
    let shape = shapes[name] ?? [:]
    switch (shape["type"]?.text, value) {
    case ("structure", .object(let members)):
      let known = shape["members"]?.members ?? [:]
      let required = Set((shape["required"]?.items ?? []).compactMap(\.text))
      let missing = required.subtracting(members.keys).map { "\(path) lacks \($0)" }
      return missing
        + members.flatMap { key, value -> [String] in
          guard let member = known[key]?["shape"]?.text else { return ["\(path) has no \(key)"] }
          return problems(with: value, as: member, at: "\(path).\(key)")
        }
    case ("list", .array(let items)):
      return items.flatMap { problems(with: $0, as: inner("member", of: shape), at: path) }
    case ("map", .object(let members)):
      return members.values.flatMap { problems(with: $0, as: inner("value", of: shape), at: path) }
    case ("string", .string(let text)):
      let values = (shape["enum"]?.items ?? []).compactMap(\.text)
      return values.isEmpty || values.contains(text) ? [] : ["\(path) cannot be \(text)"]
    case ("boolean", .bool), ("integer", .number), ("timestamp", .number), ("long", .number):
      return []
    default: return ["\(path) is no \(shape["type"]?.text ?? name)"]
    }
  }

  private func sample(of name: String) -> JSON {
    let shape = shapes[name] ?? [:]
    switch shape["type"]?.text {
    case "structure":
      let members = shape["members"]?.members ?? [:]
      return .object(members.mapValues { sample(of: $0["shape"]?.text ?? "") })
    case "list": return [sample(of: inner("member", of: shape))]
    case "map": return ["DE": sample(of: inner("value", of: shape))]
    case "string": return shape["enum"]?.items.first ?? "text"
    case "boolean": return true
    default: return 1
    }
  }

  /// The name of the shape of a list's items or a map's values.
  private func inner(_ key: String, of shape: JSON) -> String {
    shape[key]?["shape"]?.text ?? shape[key]?.text ?? ""
  }
}
