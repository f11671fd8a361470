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
  /// An operation that the table does not have counts as 1, as nearly all that it has.
  package var documentedRate: Double { RateTable.bundled[self]?.requestsPerSecond ?? 1 }

  /// Whether the operation only reads: `Describe...`, `Get...` and `List...`.
  package var isRead: Bool {
    rawValue.hasPrefix("Describe") || rawValue.hasPrefix("Get") || rawValue.hasPrefix("List")
  }
}

extension Operation {
  private static let personal: Set<Operation> = [
    "DeleteOptedOutNumber", "DescribeOptedOutNumbers", "PutOptedOutNumber",
  ]

  /// Whether its bodies hold the numbers of people who refused messages, which no trace may show.
  package var isPersonal: Bool { Self.personal.contains(self) }
}

extension Operation {
  /// The operations of the API description, each of which has its row in the table of rates.
  package static let all = Set(RateTable.bundled.rows.map(\.operation))
}
