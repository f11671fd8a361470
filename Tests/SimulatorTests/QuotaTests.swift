import SMSVoice
import Simulator
import Testing

@Suite struct `Request quotas` {
  /// One bucket after another, asked in milliseconds from the start.
  private final class Buckets {
    private var throttle: Throttle
    private let start = ContinuousClock.now

    init(rateScale: Double = 1) {
      throttle = Throttle(quotas: Quotas(), rateScale: rateScale)
    }

    func admits(
      _ milliseconds: Double,
      _ operation: String = "CreatePool",
      region: String = "eu-west-1"
    ) -> Bool {
      let arrival = start + .nanoseconds(Int64((milliseconds * 1_000_000).rounded(.up)))
      return throttle.admits(operation, region: region, at: arrival)
    }
  }

  @Test func `allow one call a second of each operation, counted from the last accepted one`() {
    let buckets = Buckets()
    #expect(buckets.admits(0))
    #expect(!buckets.admits(500))
    #expect(!buckets.admits(999.999))
    #expect(buckets.admits(1000))
    #expect(!buckets.admits(1999))
    #expect(buckets.admits(1999, "DeletePool"))
  }

  @Test func `refuse nothing at a rate that leaves no interval, whatever the clock says`() {
    let buckets = Buckets(rateScale: 1e12)
    #expect(buckets.admits(10))
    #expect(buckets.admits(10))
    #expect(buckets.admits(9))
  }

  @Test func `are apart for each region`() {
    let buckets = Buckets()
    #expect(buckets.admits(0))
    #expect(buckets.admits(0, region: "us-east-1"))
  }

  @Test(arguments: [1.0, 3, 7, 20, 50]) func `scale, and are met exactly`(scale: Double) {
    let buckets = Buckets(rateScale: scale)
    var arrival = 0.0
    for _ in 0..<100 {
      #expect(buckets.admits(arrival))
      #expect(!buckets.admits(arrival + 990 / scale))
      arrival += (1000 / scale * 1_000_000).rounded(.up) / 1_000_000
    }
  }

  @Test func `know the operations with other rates`() {
    let buckets = Buckets()
    #expect(buckets.admits(0, "ListTagsForResource"))
    #expect(buckets.admits(100, "ListTagsForResource"))
  }

  @Test func `answer with status 400 and take no part in validation`() throws {
    let bench = try Bench.make()
    bench.step = 0
    try bench.call("DescribePools")
    let answer = bench.send("DescribePools", ["MaxResults": .integer(0)])
    #expect(answer.status == 400)
    #expect(answer.outcome == "ThrottlingException")
  }
}
