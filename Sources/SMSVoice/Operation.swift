internal import Foundation

/// The name of an operation of the API as AWS spells it, for example `CreatePool`.
///
/// Any name is representable: the set of operations that exist is `spec/aws/sms-voice-v2-api.json`.
package struct Operation: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  package let rawValue: String

  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Lets tables and tests write `"CreatePool"` where an operation is expected.
  package init(stringLiteral value: String) {
    self.init(rawValue: value)
  }

  /// The name itself.
  package var description: String { rawValue }

  package static func < (left: Operation, right: Operation) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension Operation {
  /// The quota AWS documents, in requests per second for one account and region.
  ///
  /// The user guide's quota page gives 1 for nearly every operation; the few that differ are listed
  /// here, and an operation without a published rate counts as 1.
  /// <https://docs.aws.amazon.com/sms-voice/latest/userguide/quotas.html>
  package var documentedRate: Double {
    switch rawValue {
    case "DeleteOptedOutNumber", "ListTagsForResource", "PutOptedOutNumber": 10
    case "PutMessageFeedback": 20
    default: 1
    }
  }

  /// Whether the operation only reads: `Describe...`, `Get...` and `List...`.
  package var isRead: Bool {
    rawValue.hasPrefix("Describe") || rawValue.hasPrefix("Get") || rawValue.hasPrefix("List")
  }
}

extension Operation {
  /// The operations of the API description, decoded on first use.
  package static let all: Set<Operation> = {
    struct Description: Decodable {
      struct Entry: Decodable {}
      var operations: [String: Entry]
    }
    let json = Data(BundledFacts.serviceDescriptionJSON.utf8)
    guard let description = try? JSONDecoder().decode(Description.self, from: json) else {
      preconditionFailure("the bundled API description cannot be read")
    }
    return Set(description.operations.keys.map(Operation.init(rawValue:)))
  }()
}
