import AWSClient
import Testing

@Suite struct `The health of an endpoint` {
  private let start = ContinuousClock.Instant.now
  private let patience = Duration.seconds(120)
  private let pause = Duration.seconds(30)

  private func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

  @Test func `is unknown before it has answered`() {
    var health = EndpointHealth()
    for second in [0, 60, 600] {
      #expect(health.noteSilence(from: at(second), at: at(second + 1)) == nil)
    }
    #expect(!health.hasAnswered)
    #expect(health.silence(beyond: patience, pause: pause, at: at(601)) == nil)
  }

  @Test func `is a matter of all calls`() {
    var health = EndpointHealth()
    health.noteAnswer()
    // Two calls under way at the same time: neither knows of the other's failure when it begins.
    #expect(health.noteSilence(from: at(1), at: at(3)) == nil)
    #expect(health.noteSilence(from: at(0), at: at(4)) == nil)
    #expect(health.noteSilence(from: at(5), at: at(6)) == .seconds(5))
    health.noteAnswer()
    #expect(health.noteSilence(from: at(7), at: at(8)) == nil)
    #expect(health.noteSilence(from: at(9), at: at(10)) == .seconds(3))
  }

  @Test func `is not asked for by every call once patience has ended`() {
    var health = EndpointHealth()
    health.noteAnswer()
    _ = health.noteSilence(from: at(0), at: at(1))
    #expect(health.silence(beyond: patience, pause: pause, at: at(2)) == nil)
    _ = health.noteSilence(from: at(118), at: at(119))
    #expect(health.silence(beyond: patience, pause: pause, at: at(119)) == nil)
    #expect(health.silence(beyond: patience, pause: pause, at: at(120)) == patience)
    #expect(health.silence(beyond: patience, pause: pause, at: at(148)) == .seconds(148))
    // Now one looks again.
    #expect(health.silence(beyond: patience, pause: pause, at: at(149)) == nil)
    _ = health.noteSilence(from: at(149), at: at(150))
    #expect(health.silence(beyond: patience, pause: pause, at: at(151)) == .seconds(151))
    health.noteAnswer()
    #expect(health.silence(beyond: patience, pause: pause, at: at(152)) == nil)
  }
}
