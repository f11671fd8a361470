import AWSClient
import Testing

@Suite struct `The health of an endpoint` {
  private let start = ContinuousClock.Instant.now

  private func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

  /// Has answered at second 0.
  private var healthy: EndpointHealth {
    var health = EndpointHealth()
    health.noteAnswer(at: start)
    return health
  }

  private func admits(_ health: inout EndpointHealth, _ second: Int) -> Bool {
    health.admits(patience: .seconds(120), pause: .seconds(30), at: at(second))
  }

  private func fail(
    _ health: inout EndpointHealth,
    _ from: Int,
    _ to: Int,
    isUnreachable: Bool = true
  ) -> Duration? {
    health.noteSilence(isUnreachable: isUnreachable, from: at(from), at: at(to))
  }

  @Test func `is unknown before it has answered`() {
    var health = EndpointHealth()
    for second in [0, 60, 600] { #expect(fail(&health, second, second + 1) == nil) }
    #expect(!health.hasAnswered)
    #expect(admits(&health, 601))
  }

  @Test func `is a matter of all calls`() {
    var health = healthy
    // Two calls under way at the same time: neither knows of the other's failure when it begins.
    #expect(fail(&health, 1, 3) == nil)
    #expect(fail(&health, 0, 4) == nil)
    #expect(fail(&health, 5, 6) == .seconds(5))
    health.noteAnswer(at: at(7))
    // It began before that answer, and counts from there.
    #expect(fail(&health, 6, 8) == nil)
    #expect(fail(&health, 9, 10) == .seconds(3))
  }

  /// An operation that is down, or a proxy that dislikes some calls, ends with the attempts of those calls.
  @Test func `is not doubted where calls reach it`() {
    var health = healthy
    for second in stride(from: 0, to: 300, by: 5) {
      #expect(fail(&health, second, second + 1, isUnreachable: false) == nil)
    }
    #expect(admits(&health, 300))
    #expect(fail(&health, 301, 302) == .seconds(302))
  }

  @Test func `is not asked for by every call once patience has ended`() {
    var health = healthy
    for second in stride(from: 0, through: 118, by: 2) { _ = fail(&health, second, second + 1) }
    #expect(admits(&health, 119))
    #expect(!admits(&health, 120))
    #expect(!admits(&health, 148))
    // Now one looks again, and one only.
    #expect(admits(&health, 149))
    #expect(!admits(&health, 150))
    #expect(fail(&health, 149, 155) == .seconds(155))
    #expect(!admits(&health, 184))
    #expect(admits(&health, 185))
    health.noteAnswer(at: at(186))
    #expect(admits(&health, 187))
  }

  /// A machine that sleeps gets no answers.
  @Test func `is not doubted for time in which nobody asked`() {
    var health = healthy
    #expect(fail(&health, 1, 2) == nil)
    // An attempt that was under way when the machine was suspended counts for as long as one can last.
    #expect(fail(&health, 3, 1_000) == nil)
    #expect(fail(&health, 1_001, 1_002) == .seconds(62))
    #expect(fail(&health, 3_000, 3_001) == nil)
    #expect(admits(&health, 3_002))
  }
}
