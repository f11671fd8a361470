internal import Foundation

/// What the calls of one operation in one region came to.
struct BucketSummary: Sendable {
  /// What the quota counts together.
  let bucket: RunRecord.Bucket
  /// Requests per second; nil for what has no quota.
  let rate: Double?
  /// Attempts, by when they left.
  let calls: [RunRecord.Call]

  /// One for each bucket of a run, by region as the manifest has them; those of a region in the order of
  /// their first calls.
  static func all(of run: RunRecord) -> [BucketSummary] {
    let order = Dictionary(run.regions.enumerated().map { ($1, $0) }) { first, _ in first }
    return Dictionary(grouping: run.calls, by: \.bucket)
      .map { bucket, calls in
        BucketSummary(
          bucket: bucket,
          rate: run.quotas[bucket],
          calls: calls.sorted { $0.time < $1.time }
        )
      }
      .sorted { left, right in
        (order[left.bucket.region] ?? .max, left.start, left.bucket)
          < (order[right.bucket.region] ?? .max, right.start, right.bucket)
      }
  }

  /// When the first one left.
  var start: Date { calls.first?.time ?? .distantPast }

  /// Those that the quota let pass.
  var passed: [RunRecord.Call] { calls.filter { !$0.isThrottled } }

  /// Attempts that the quota did not let pass.
  var throttled: Int { calls.count { $0.isThrottled } }

  /// Attempts after a first one.
  var retries: Int { calls.count { $0.told.attempt > 1 } }

  /// Neither answered well nor throttled.
  var failures: Int { calls.count { $0.hasFailed && !$0.isThrottled } }

  /// From the first to the last departure of those that the quota let pass, in seconds; nil where there are
  /// not two.
  var span: Double? {
    let passed = passed
    guard passed.count > 1, let first = passed.first, let last = passed.last else { return nil }
    return last.time.timeIntervalSince(first.time)
  }

  /// The least that the quota lets the span be, in seconds; nil without a span or a quota.
  var leastSpan: Double? {
    guard let rate, span != nil else { return nil }
    return Double(passed.count - 1) / rate
  }

  /// How many times the least span it took; nil where there is none.
  var ratio: Double? {
    guard let span, let leastSpan, leastSpan > 0 else { return nil }
    return span / leastSpan
  }

  /// The latency that so many of a hundred calls keep below, in seconds; nil when none left.
  func latency(percentile: Int) -> Double? {
    let sorted = calls.filter { $0.told.latencyMs != nil }.map(\.latency).sorted()
    guard !sorted.isEmpty else { return nil }
    return sorted[min(sorted.count - 1, sorted.count * percentile / 100)]
  }
}
