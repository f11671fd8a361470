/// Turns rows into a page of a describe or list result: filters, order, pages.
struct Listing {
  /// Decides a filter that is not simply a member of the row; nil leaves it to the general rule.
  typealias SpecialFilter = (_ name: String, _ values: [String], _ row: JSONObject) -> Bool?

  /// For the tokens of pages: one of another operation is refused.
  let operation: String
  /// `Filters`, `MaxResults` and `NextToken` are read from it.
  let input: CallInput
  /// For the order, and for the size of pages where the call says none.
  let assumptions: SimulatorAssumptions

  /// The members of the result: the page under `member`, and `NextToken` when there is more.
  func page(
    _ rows: some RandomAccessCollection<JSONObject>,
    into member: String,
    as shape: String,
    special: SpecialFilter = { _, _, _ in nil }
  ) throws(SimulatedError) -> JSONObject {
    let filters = input.objects("Filters")
    // A long list without filters is not made, but for the page.
    guard filters.isEmpty else {
      let passing = rows.filter { row in filters.allSatisfy { passes($0, row, special) } }
      return try ordered(passing, into: member, as: shape)
    }
    return try ordered(rows, into: member, as: shape)
  }

  private func ordered(
    _ rows: some RandomAccessCollection<JSONObject>,
    into member: String,
    as shape: String
  ) throws(SimulatedError) -> JSONObject {
    assumptions.holds(.listingOrder, "reversed")
      ? try slice(rows.reversed() as ReversedCollection, into: member, as: shape)
      : try slice(rows, into: member, as: shape)
  }

  private func slice(
    _ rows: some RandomAccessCollection<JSONObject>,
    into member: String,
    as shape: String
  ) throws(SimulatedError) -> JSONObject {
    let start = try PageToken.offset(in: input["NextToken"], of: operation)
    let size =
      input.members["MaxResults"]?.wholeNumber ?? Int(assumptions[.defaultPageSize]) ?? 100
    let end = min(rows.count, start + size)
    let names = ServiceDescription.bundled.memberNames(of: shape)
    let page = rows.dropFirst(start).prefix(max(0, end - start)).map { $0.filter(names.contains) }
    return [
      member: .array(page.map { .object($0) }),
      "NextToken": end < rows.count ? .string(PageToken.text(offset: end, of: operation)) : nil,
    ]
  }

  private func passes(
    _ filter: JSONObject,
    _ row: JSONObject,
    _ special: SpecialFilter
  ) -> Bool {
    let name = filter["Name"]?.text ?? ""
    let values = (filter["Values"]?.elements ?? []).compactMap(\.text)
    if let decided = special(name, values, row) { return decided }
    let actual = Self.values(of: name, in: row).map { $0.uppercased() }
    return values.contains { actual.contains($0.uppercased()) }
  }

  /// `number-capability` is the member `NumberCapabilities`, `two-way-enabled` is `TwoWayEnabled`.
  private static func values(of filter: String, in row: JSONObject) -> [String] {
    let member = filter.split(separator: "-").map(\.capitalized).joined()
    let plurals = [member, member + "s", member.hasSuffix("y") ? member.dropLast() + "ies" : ""]
    switch plurals.lazy.compactMap({ row[$0] }).first {
    case .string(let text): return [text]
    case .bool(let flag): return [String(flag)]
    case .array(let elements): return elements.compactMap(\.text)
    default: return []
    }
  }
}

extension Substring {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}

/// Where a listing goes on, as a text that clients cannot read.
enum PageToken {
  /// The token for the rows from `offset` on.
  static func text(offset: Int, of operation: String) -> String {
    let place = String(offset, radix: 36)
    return "\(place)-\(StableID.digits("\(operation)/\(place)"))"
  }

  /// Zero without a token; one that this operation never gave is a validation error.
  static func offset(in token: String?, of operation: String) throws(SimulatedError) -> Int {
    guard let token else { return 0 }
    guard let place = token.split(separator: "-").first, let offset = Int(place, radix: 36),
      text(offset: offset, of: operation) == token
    else { throw .invalid("INVALID_NEXT_TOKEN", "NextToken", "is not a token of this operation") }
    return offset
  }
}
