/// The request rates of the operations, from `spec/aws/rates.json`.
package struct RateTable: Sendable {
  /// How sure a rate is.
  package enum Certainty: String, Sendable {
    /// AWS's pages give it.
    case documented
    /// They give it under a name that no operation has.
    case inferred
    /// They give none, and 1 is what nearly all operations have.
    case assumed
  }

  /// The rate of one operation.
  package struct Row: Sendable, Equatable {
    /// For example `PutKeyword`.
    package var operation: Operation
    /// For one account and one region.
    package var requestsPerSecond: Double
    /// How far AWS's pages stand behind the number.
    package var certainty: Certainty
  }

  /// One for each operation of the API, by name.
  package let rows: [Row]
  private let byOperation: [Operation: Row]

  /// The row of an operation; nil for one that the API does not have.
  package subscript(operation: Operation) -> Row? { byOperation[operation] }

  /// The table of `spec/aws/rates.json`, read on first use.
  package static let bundled = RateTable(
    rows: BundledFacts.rates.rows.map { columns in
      guard columns.count == 3, let rate = Double(columns[1]), rate > 0,
        let certainty = Certainty(rawValue: String(columns[2]))
      else { preconditionFailure("the bundled table of rates cannot be read: \(columns)") }
      return Row(
        operation: Operation(rawValue: String(columns[0])),
        requestsPerSecond: rate,
        certainty: certainty
      )
    }
  )

  private init(rows: [Row]) {
    self.rows = rows.sorted { $0.operation < $1.operation }
    byOperation = Dictionary(uniqueKeysWithValues: rows.map { ($0.operation, $0) })
  }
}
