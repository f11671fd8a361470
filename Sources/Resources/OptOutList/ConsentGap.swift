/// How many people who refused messages would be texted again if senders moved from one opt-out
/// list to another.
package struct ConsentGap: Sendable, Equatable {
  /// A move from one list, by name, to another, by name or ARN.
  package struct Move: Hashable, Sendable {
    package var from: String
    package var to: String
  }

  /// Numbers on the old list that the new one lacks.
  package var count: Int
  /// Whether the lists could not be compared to the end, so that there may be more.
  package var isLowerBound: Bool

  /// Whether the new list surely has every number of the old one.
  package var isClosed: Bool { count == 0 && !isLowerBound }

  /// Why the move would harm people, as a sentence.
  package func told(of move: Move) -> String {
    if count == 0 {
      return
        "the opt-out lists '\(move.from)' and '\(move.to)' could not be compared to the end: "
        + "people who opted out might be texted again"
    }
    let shown = isLowerBound ? "at least \(count)" : "\(count)"
    return "the opt-out list '\(move.to)' lacks \(shown) of the numbers on '\(move.from)': "
      + "people who opted out would be texted again"
  }
}

extension RegionReader {
  /// Pages of 100 read of one list at most: at one request per second, ten seconds.
  private static var pageLimit: Int { 10 }

  /// Compares two lists of the account.
  ///
  /// A list that does not exist yet has no entries. Lists that another account shares cannot be read
  /// here, so that nothing is known of them.
  package func consentGap(_ move: ConsentGap.Move) async throws -> ConsentGap {
    let lists = try await optOutLists()
    let unknown = ConsentGap(count: 0, isLowerBound: true)
    guard lists[move.from] != nil else { return unknown }
    let old = try await optedOutNumbers(of: move.from)
    guard !old.numbers.isEmpty || old.isCut else {
      return ConsentGap(count: 0, isLowerBound: false)
    }
    let target = lists.values.first {
      $0.optOutListName == move.to || $0.optOutListArn == move.to
    }
    if target == nil, move.to.hasPrefix("arn:") { return unknown }
    let new = target == nil ? [] : try await optedOutNumbers(of: move.to).numbers
    // A new list read in part can only make the gap look larger, which errs on the safe side.
    let missing = Set(old.numbers).subtracting(new)
    return ConsentGap(count: missing.count, isLowerBound: old.isCut)
  }

  private func optedOutNumbers(of list: String) async throws -> (numbers: [String], isCut: Bool) {
    try await once("opted-out numbers of \(list)") { reader in
      var request = DescribeOptedOutNumbers(optOutListName: list, maxResults: 100)
      var numbers: [String] = []
      for _ in 0..<Self.pageLimit {
        let page = try await reader.call(request)
        numbers += page.items.map { $0.optedOutNumber.normalizedNumber }
        guard let next = page.nextToken, !next.isEmpty else { return (numbers, false) }
        request.nextToken = next
      }
      return (numbers, true)
    }
  }
}

extension String {
  /// An E.164 number with its plus, which the service accepts and answers without, too.
  package var normalizedNumber: String { hasPrefix("+") ? self : "+" + self }
}
