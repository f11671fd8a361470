import CommandLineTool
import Foundation
import Simulator
import Synchronization
import Testing

@Suite struct `A command that is silent for long` {
  @Test func `says that it reads the account`() async throws {
    let notices = Mutex("")
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    let manifest = "version: 1\nproject: p\nregions: { us-east-1: {} }\noptOutLists: { a: }\n"
    var setup = Fixture.Setup(files: ["smsctl.yaml": manifest])
    setup.faults = [Fault(operation: "*", effect: .delay(milliseconds: 1_000), count: nil)]
    try await Fixture.with(setup) { fixture in
      var host = CommandLineTool.Host.unwatched(in: fixture.directory) { text in
        notices.withLock { $0 += text }
        continuation.yield()
      }
      host.environment = fixture.account.environment
      host.silence = .zero
      let run = Task { [host] in await Tool.run(["plan"] + Fixture.fast, in: host) }
      for await _ in stream { break }
      #expect(notices.withLock { $0 }.contains("reading the account"))
      #expect(await run.value == 0)
    }
  }
}
