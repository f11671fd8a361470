internal import Foundation
internal import SMSVoice

/// The operations and shapes of the API, from the description that the binary carries.
package struct ServiceDescription: Sendable {
  /// The names of the shapes of an operation; nil for one that takes or returns nothing.
  package struct Operation: Sendable, Decodable {
    /// The shape of the request's body, for example `CreatePoolRequest`.
    package var input: String?
    /// The shape of the answer's body, for example `CreatePoolResult`.
    package var output: String?
  }

  /// By name, for example `CreatePool`.
  package let operations: [String: Operation]
  /// For example `PinpointSMSVoiceV2`, what comes before the dot in `X-Amz-Target`.
  package let targetPrefix: String
  /// By name, for example `PoolInformation`.
  let shapes: [String: Shape]

  /// The description of `spec/aws/sms-voice-v2-api.json`, decoded on first use.
  package static let bundled: ServiceDescription = {
    do {
      let file = try JSONDecoder().decode(
        File.self,
        from: Data(BundledFacts.serviceDescriptionJSON.utf8)
      )
      return ServiceDescription(file)
    } catch {
      preconditionFailure("the bundled API description cannot be read: \(error)")
    }
  }()

  private init(_ file: File) {
    operations = file.operations
    targetPrefix = file.service.targetPrefix
    shapes = file.shapes.mapValues(Shape.init)
  }

  /// The members that a structure of this name may have, for example of `PoolInformation`.
  func memberNames(of shape: String) -> Set<String> {
    guard case .structure(let members, _) = shapes[shape]?.kind else { return [] }
    return Set(members.keys)
  }

  fileprivate struct File: Decodable {
    struct Service: Decodable {
      var targetPrefix: String
    }
    var service: Service
    var operations: [String: Operation]
    var shapes: [String: DescribedShape]
  }
}

/// One shape, with its pattern compiled.
struct Shape: Sendable {
  /// What a value must be, by the names of further shapes.
  enum Kind: Sendable {
    /// The shape of each member by its name, and the names that must be there.
    case structure(members: [String: String], required: [String])
    /// The shape of each entry.
    case list(element: String)
    /// The shapes of keys, which are strings, and of values.
    case map(key: String, value: String)
    case string
    /// Also what the description calls a `long`.
    case integer
    case boolean
    /// On the wire seconds since 1970, with or without a fraction.
    case timestamp
    /// On the wire a string in base64.
    case blob
  }

  /// By what a value is judged first.
  let kind: Kind
  /// Characters of a string, entries of a list or map, the value of an integer.
  let bounds: ClosedRange<Int>
  /// Nil when any text will do that fits the rest.
  let pattern: TextPattern?
  /// Empty when any text will do.
  let values: Set<String>

  fileprivate init(_ described: DescribedShape) {
    kind =
      switch described.type {
      case "structure":
        .structure(
          members: (described.members ?? [:]).mapValues(\.shape),
          required: described.required ?? []
        )
      case "list": .list(element: described.member?.shape ?? "")
      case "map": .map(key: described.key?.shape ?? "", value: described.value?.shape ?? "")
      case "integer", "long": .integer
      case "boolean": .boolean
      case "timestamp": .timestamp
      case "blob": .blob
      default: .string
      }
    let lowest = described.min ?? (["integer", "long"].contains(described.type) ? Int.min : 0)
    bounds = lowest...(described.max ?? Int.max)
    pattern = described.pattern.flatMap(TextPattern.init)
    values = Set(described.enum ?? [])
  }
}

private struct DescribedShape: Decodable {
  struct Reference: Decodable {
    var shape: String
  }
  var type: String
  var members: [String: Reference]?
  var required: [String]?
  var member: Reference?
  var key: Reference?
  var value: Reference?
  var min: Int?
  var max: Int?
  var pattern: String?
  var `enum`: [String]?
}
