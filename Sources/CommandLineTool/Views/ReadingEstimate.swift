internal import SMSVoice

/// How long the reads of a region take, of which those of one operation decide.
struct ReadingEstimate: Sendable {
  private let region: String
  private let operation: Operation
  private let count: Int
  private let rate: Double

  /// Nil when there is nothing to read.
  init?(_ counts: [Operation: Int], in region: String, _ quotas: Quotas) {
    let rated = counts.map { ($0, $1, quotas.rate(of: $0, in: region)) }
    let longest = rated.max { left, right in
      (Double(left.1) / left.2, left.0) < (Double(right.1) / right.2, right.0)
    }
    guard let (operation, count, rate) = longest, count > 0 else { return nil }
    self.region = region
    self.operation = operation
    self.count = count
    self.rate = rate
  }

  /// For example `reading us-east-1: 120 tag reads at 1/s, about 2m 00s`; nil when it is over at once.
  var line: String? {
    let time = Duration.seconds(Double(count) / rate)
    guard time >= .seconds(5) else { return nil }
    let noun = Self.nouns[operation] ?? "\(operation) calls"
    return "reading \(region): \(count) \(noun) at \(rate.shown)/s, about \(time.shown)\n"
  }

  private static let nouns: [Operation: String] = [
    "ListTagsForResource": "tag reads", "DescribeKeywords": "keyword reads",
    "ListPoolOriginationIdentities": "pool reads",
    "GetProtectConfigurationCountryRuleSet": "country rule reads",
    "ListProtectConfigurationRuleSetNumberOverrides": "number override reads",
  ]
}
