import CommandLineTool
import Testing

@Suite struct `The time left of a run` {
  /// Plays a run that needs `work` seconds of the plan, looks each second, and returns what it said.
  ///
  /// `pace` is how much of the plan is done in a second, `isHeldUp` whether nothing can be done.
  func play(
    planned: Double,
    work: Double? = nil,
    pace: (_ second: Int) -> Double = { _ in 1 },
    isHeldUp: (_ second: Int) -> Bool = { _ in false }
  ) -> [Double] {
    var forecast = ProgressForecast(planned: .seconds(planned))
    var left = work ?? planned
    var said: [Double] = []
    for second in 1...2000 where left > 0 {
      if !isHeldUp(second) { left = max(0, left - pace(second)) }
      let time = Duration.seconds(second)
      forecast.note(left: .seconds(left), isHeldUp: isHeldUp(second), at: time)
      said.append(forecast.left(at: time) / .seconds(1))
    }
    return said
  }

  @Test func `is what was planned while all goes as planned`() {
    #expect(play(planned: 137) == (0..<137).reversed().map(Double.init))
  }

  @Test func `follows the pace that is seen`() {
    let said = play(planned: 300, pace: { _ in 0.5 })
    #expect(said.count == 600)
    // After a minute and a half it knows.
    for (index, left) in said.enumerated().dropFirst(90) {
      let real = Double(599 - index)
      #expect(abs(left - real) <= 3 + real / 10, "said \(left), \(real) were left")
    }
  }

  @Test(arguments: [0.3, 0.5, 0.9, 1.1, 2])
  func `never jumps, and is never negative`(_ pace: Double) {
    let said = play(planned: 300, pace: { $0 < 60 ? 1 : pace })
    #expect(said.allSatisfy { $0 >= 0 })
    for (before, after) in zip(said, said.dropFirst()) {
      #expect(abs(after - before) <= 5 + before / 10, "\(before), then \(after)")
    }
  }

  @Test func `comes down by and by when much of the plan falls away`() {
    let said = play(planned: 200, work: 50)
    #expect(said[0] > 100)
    #expect(said[20] < 40)
    for (before, after) in zip(said, said.dropFirst()) { #expect(before - after < 60) }
  }

  @Test func `stands still while AWS is waited for`() {
    let said = play(planned: 60, isHeldUp: { (20..<120).contains($0) })
    #expect(said[18] == 41)
    #expect(said[19...118].allSatisfy { $0 == 41 })
    #expect(said[119] == 40)
    #expect(said.last == 0)
  }
}
