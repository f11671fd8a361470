internal import Foundation

/// Calls laid out over time, a row for each bucket.
struct Timeline: Sendable {
  /// How a mark's calls ended; the worst of them counts.
  enum Tone: Int, Comparable, Sendable {
    /// Answered well.
    case done
    /// The quota was used up.
    case throttled
    /// Anything else.
    case failed

    static func < (left: Tone, right: Tone) -> Bool { left.rawValue < right.rawValue }
  }

  /// One call, or several that are too close to each other to be told apart.
  struct Mark: Sendable {
    /// In seconds from the origin.
    var start: Double
    /// When the last of its calls was answered, in seconds from the origin.
    var end: Double
    /// The same for all of its calls.
    var tone: Tone
    /// At least one, by when they left.
    var calls: [RunRecord.Call]
  }

  /// What is drawn of one bucket.
  struct Row: Sendable {
    /// The figures that stand beside it.
    var summary: BucketSummary
    /// The failed ones last, so that nothing is drawn over them.
    var marks: [Mark]
    /// When the first call could leave at the earliest, and so on, in seconds from the origin; empty
    /// where that is not asked for or there is no quota.
    var earliest: [Double] = []
  }

  /// When the first call left.
  let origin: Date
  /// Where the drawing ends and how far its lines are from each other, in seconds.
  let length: Double
  let interval: Double
  /// In the order of the summaries; at least one.
  let rows: [Row]
  /// How many calls share a mark with others.
  let mergedCount: Int

  /// Lays out the calls of some buckets, and when they could have left where they are `paced` one after the
  /// other; nil when there is none.
  ///
  /// Calls that are closer to each other than a small part of the length are drawn as one: so a page
  /// of a hundred thousand calls still opens.
  init?(_ summaries: [BucketSummary], paced: Bool) {
    guard let origin = summaries.map(\.start).min() else { return nil }
    let ends = summaries.flatMap(\.calls).map { $0.time.timeIntervalSince(origin) + $0.latency }
    let (length, interval) = Self.axis(for: ends.max() ?? 0)
    let marksPerRow = max(100, min(500, 6000 / summaries.count))
    let resolution = length / Double(marksPerRow)
    rows = summaries.map { Row($0, from: origin, resolution: resolution, paced: paced) }
    self.origin = origin
    self.length = length
    self.interval = interval
    mergedCount = rows.flatMap(\.marks).map(\.calls.count).filter { $0 > 1 }.reduce(0, +)
  }

  /// An axis that ends with one of its lines, of which there are four to eight.
  private static func axis(for seconds: Double) -> (length: Double, interval: Double) {
    let steps: [Double] = [
      0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600,
      7200,
      14400, 43200, 86400,
    ]
    let interval = steps.first { seconds / $0 <= 8 } ?? (seconds / 8).rounded(.up)
    return (max(1, (seconds / interval).rounded(.up)) * interval, interval)
  }
}

extension Timeline.Row {
  fileprivate init(
    _ summary: BucketSummary,
    from origin: Date,
    resolution: Double,
    paced: Bool
  ) {
    self.summary = summary
    let tones = Dictionary(grouping: summary.calls, by: \.tone)
    marks = tones.sorted { $0.key < $1.key }.flatMap { tone, calls in
      Self.marks(of: calls, tone, from: origin, resolution: resolution)
    }
    guard paced, let rate = summary.rate, let first = summary.passed.first else { return }
    let start = first.time.timeIntervalSince(origin)
    earliest = summary.passed.indices.map { start + Double($0) / rate }
  }

  private static func marks(
    of calls: [RunRecord.Call],
    _ tone: Timeline.Tone,
    from origin: Date,
    resolution: Double
  ) -> [Timeline.Mark] {
    var marks: [Timeline.Mark] = []
    for call in calls {
      let start = call.time.timeIntervalSince(origin)
      if let last = marks.last, start - last.start < resolution {
        marks[marks.count - 1].end = max(last.end, start + call.latency)
        marks[marks.count - 1].calls.append(call)
      } else {
        marks.append(
          Timeline.Mark(start: start, end: start + call.latency, tone: tone, calls: [call])
        )
      }
    }
    return marks
  }
}

extension RunRecord.Call {
  fileprivate var tone: Timeline.Tone { isThrottled ? .throttled : hasFailed ? .failed : .done }
}
