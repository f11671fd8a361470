package import SMSVoice

/// Brings the refusals of one region's opt-out lists to the lists of the same names in another region.
///
/// Adds only. Nothing that it throws or answers tells a number.
package struct OptOutSync: Sendable {
  let service: any SMSVoiceService
  /// The region that has the refusals.
  package let source: String
  /// The region that is to have them, too.
  package let target: String

  package init(service: any SMSVoiceService, source: String, target: String) {
    self.service = service
    self.source = source
    self.target = target
  }

  /// The names of the lists, `Default` among them, in order.
  package struct Lists: Sendable, Equatable {
    package var source: [String]
    package var target: [String]

    /// Those that both regions have.
    package var shared: [String] { source.filter(target.contains) }
    /// Those that only the source has.
    package var missing: [String] { source.filter { !target.contains($0) } }
  }

  /// One list in the two regions.
  package struct Comparison: Sendable {
    /// The name, which is the same in both regions.
    package var list: String
    /// How many numbers the source has on it, none counted twice.
    package var sourceCount: Int
    /// How many numbers the target has on it, none counted twice.
    package var targetCount: Int
    /// What the source has and the target lacks.
    package var missing: NumberSet
  }

  /// Reads which lists the regions have, those that other accounts share not among them.
  ///
  /// Throws as `SMSVoiceService`.
  package func lists() async throws -> Lists {
    async let source = reader(source).optOutLists()
    async let target = reader(target).optOutLists()
    return Lists(source: try await source.keys.sorted(), target: try await target.keys.sorted())
  }

  /// The lists of the source among `names` that have a number on them.
  package func inUse(_ names: [String]) async throws -> [String] {
    let reader = reader(source)
    var used: [String] = []
    for name in names where try await reader.hasOptedOutNumbers(name) { used.append(name) }
    return used
  }

  /// Reads lists in both regions, to their ends, and compares them.
  ///
  /// `onPage` is told of every page: its region, its list, and how many numbers have been read of
  /// that.
  package func compare(
    _ names: [String],
    onPage: @escaping @Sendable (_ region: String, _ list: String, _ count: Int) -> Void
  ) async throws -> [Comparison] {
    async let old = numbers(of: names, in: source, onPage)
    async let new = numbers(of: names, in: target, onPage)
    return zip(names, zip(try await old, try await new)).map { name, numbers in
      Comparison(
        list: name,
        sourceCount: numbers.0.count,
        targetCount: numbers.1.count,
        missing: numbers.0.subtracting(numbers.1)
      )
    }
  }

  /// One list after the other: they share the quota of the region.
  private func numbers(
    of names: [String],
    in region: String,
    _ onPage: @Sendable (_ region: String, _ list: String, _ count: Int) -> Void
  ) async throws -> [NumberSet] {
    let reader = reader(region)
    var sets: [NumberSet] = []
    for name in names {
      sets.append(try await reader.optedOutNumberSet(of: name) { onPage(region, name, $0) })
    }
    return sets
  }

  private func reader(_ region: String) -> RegionReader {
    RegionReader(service: service, region: region)
  }
}

extension RegionReader {
  /// Whether anybody is on a list; one small page is read.
  package func hasOptedOutNumbers(_ list: String) async throws -> Bool {
    try await !call(DescribeOptedOutNumbers(optOutListName: list, maxResults: 1)).items.isEmpty
  }

  /// Everybody on a list, of which no page is kept.
  fileprivate func optedOutNumberSet(
    of list: String,
    onPage: (_ count: Int) -> Void
  ) async throws -> NumberSet {
    var request = DescribeOptedOutNumbers(optOutListName: list, maxResults: 100)
    var numbers = NumberSet.Builder()
    while true {
      let page = try await call(request)
      for entry in page.items { numbers.add(entry.optedOutNumber) }
      onPage(numbers.count)
      guard let next = page.nextToken, !next.isEmpty else { return numbers.build() }
      request.nextToken = next
    }
  }
}
