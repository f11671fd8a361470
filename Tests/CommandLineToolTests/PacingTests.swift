import Foundation
import SMSVoice
import Simulator
import Testing

/// With real time in them; one after the other, so that they do not slow each other down.
@Suite(.serialized) struct `At the pace of the quotas` {
  @Test func `the quickstart is never throttled`() async throws {
    var setup = try Example.quickstart.setup
    setup.rateScale = 20
    try await Fixture.with(setup) { fixture in
      let applied = await fixture.run("apply", "-y", "--rate", "*=20")
      #expect(applied.status == 0, "\(applied.transcript)")
      #expect(Set(fixture.account.requests.map(\.outcome)) == ["200"])
    }
  }

  @Test func `two regions and many operations run side by side`() async throws {
    var setup = try Example.globalSenderID.setup
    setup.rateScale = 20
    try await Fixture.with(setup) { fixture in
      let applied = await fixture.run("apply", "-y", "--rate", "*=20")
      #expect(applied.status == 0, "\(applied.transcript)")
      let requests = fixture.account.requests.sorted { $0.time < $1.time }
      #expect(Set(requests.map(\.outcome)) == ["200"])

      // Regions take turns: if one went first there would be one change of region in all.
      let writes = requests.filter(\.isWrite)
      let turns = zip(writes, writes.dropFirst()).count { $0.region != $1.region }
      #expect(turns > writes.count / 4, "\(turns) turns in \(writes.count) writes")

      for (bucket, calls) in Dictionary(grouping: requests, by: \.bucket) {
        let interval = 1 / (20 * Operation(rawValue: calls[0].operation).documentedRate)
        let gaps = zip(calls, calls.dropFirst()).map { $1.time.timeIntervalSince($0.time) }
        // The log has the wall clock's time, which can be a little off the server's own.
        #expect(gaps.allSatisfy { $0 > interval - 0.002 }, "\(bucket): \(gaps.min() ?? 0)")
      }

      let sending = writes.filter { $0.operation == "RequestSenderId" && $0.region == "us-east-1" }
      let first = try #require(sending.first).time
      let last = try #require(sending.last).time
      let others = writes.filter {
        $0.region == "us-east-1" && $0.operation != "RequestSenderId" && $0.time > first
          && $0.time < last
      }
      #expect(others.count > 50, "\(others.count) other writes between the first and the last")
      #expect(Set(others.map(\.operation)).contains("AssociateOriginationIdentity"))
    }
  }
}

extension RequestRecord {
  fileprivate var bucket: String { "\(region) \(operation)" }
}
