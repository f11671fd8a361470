import AWSClient
import Testing

/// Clients that know nothing of each other, on one bucket.
@Suite struct `Clients that share a quota` {
  struct Scene: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Calls, start and milliseconds of network each way.
    let clients: [(count: Int, start: Double, delay: Int)]
    var jitter = 0
    var skew = 0.0
    /// Least share on average, and greatest part of throttled calls on average.
    let share: Double
    let throttled: Double

    func play(seed: UInt64) -> SharedQuotaSimulation {
      var simulation = SharedQuotaSimulation(
        clients.enumerated().map { index, client in
          .init(
            count: client.count,
            start: client.start,
            networkDelay: .milliseconds(client.delay),
            skew: index == 1 ? skew : 0
          )
        },
        seed: seed
      )
      simulation.jitter = .milliseconds(jitter)
      simulation.run()
      return simulation
    }
  }

  private static let two = [(150, 0.0, 20), (150, 0.0, 20)]
  private static let late = [(200, 0.0, 20), (150, 30.0, 80)]
  private static let four = [(150, 0.0, 20), (150, 0.0, 80), (150, 0.0, 20), (150, 0.0, 80)]

  static let scenes = [
    Scene(testDescription: "two", clients: two, share: 0.75, throttled: 0.2),
    Scene(testDescription: "two, 5 ms", clients: two, jitter: 5, share: 0.75, throttled: 0.2),
    Scene(testDescription: "two, 20 ms", clients: two, jitter: 20, share: 0.75, throttled: 0.2),
    Scene(testDescription: "two, 50 ms", clients: two, jitter: 50, share: 0.75, throttled: 0.2),
    Scene(testDescription: "one is late", clients: late, share: 0.75, throttled: 0.2),
    Scene(
      testDescription: "one is late, 20 ms",
      clients: late,
      jitter: 20,
      share: 0.75,
      throttled: 0.2
    ),
    Scene(
      testDescription: "a clock is wrong",
      clients: two,
      jitter: 5,
      skew: 0.1,
      share: 0.75,
      throttled: 0.2
    ),
    Scene(testDescription: "four", clients: four, share: 0.6, throttled: 0.48),
    Scene(testDescription: "four, 20 ms", clients: four, jitter: 20, share: 0.6, throttled: 0.48),
  ]

  @Test(arguments: scenes)
  func `all finish, with like shares and few throttled calls`(scene: Scene) {
    let plays = (1...UInt64(20)).map { scene.play(seed: $0) }
    for play in plays {
      #expect(zip(play.clients, scene.clients).allSatisfy { $0.admitted.count == $1.count })
    }
    let shares = plays.map { $0.shares.min() ?? 0 }
    #expect(shares.mean >= scene.share, "\(shares)")
    // One that misses two meetings in a row gets little for as long; it must be rare.
    #expect(shares.count { $0 < 1.0 / 3 } <= 2, "\(shares)")
    #expect(plays.flatMap(\.throttledParts).mean <= scene.throttled)
    #expect(plays.map(\.overhead).mean <= 1.25)
  }

  /// Half of the quota is left, and is nearly all used.
  @Test func `take what somebody leaves who keeps to every second slot`() {
    let spans = (1...UInt64(20)).map { seed in
      var play = SharedQuotaSimulation([.init(count: 60)], seed: seed)
      play.hasStubbornNeighbour = true
      play.run()
      return play.overhead
    }
    #expect(spans.allSatisfy { $0 <= 2.3 }, "\(spans)")
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `go at full speed again when they are alone`(seed: UInt64) {
    let scene = Scene(
      testDescription: "one leaves",
      clients: [(200, 0.0, 20), (40, 0.0, 20)],
      share: 0,
      throttled: 0
    )
    let play = scene.play(seed: seed)
    let left = play.clients[1].admitted.last
    let alone = play.clients[0].admitted.drop { $0 <= left ?? $0 }
    let gaps = zip(alone, alone.dropFirst()).map { $0.duration(to: $1) / .seconds(1) }
    let slow = gaps.count { $0 > 1.5 }
    #expect(slow <= 20, "\(gaps)")
    #expect(gaps.dropFirst(slow).reduce(0, +) <= 1.05 * Double(gaps.count - slow) + 2)
  }
}

extension [Double] {
  fileprivate var mean: Double { reduce(0, +) / Double(count) }
}
