import CommandLineTool
import Foundation
import Synchronization
import Testing

@Suite struct `Output that cannot be written` {
  @Test func `makes a command fail that would have succeeded`() async throws {
    try await withTemporaryDirectory { directory in
      let errors = Mutex("")
      var host = CommandLineTool.Host.unwatched(in: directory) { text in
        errors.withLock { $0 += text }
      }
      host.readInput = { Array("version: 1\nproject: p\nregions: { us-east-1: {} }\n".utf8) }
      #expect(await Tool.run(["validate", "-"], in: host) == 0)
      host.lostOutput = { true }
      #expect(await Tool.run(["validate", "-"], in: host) == 1)
      #expect(errors.withLock { $0 }.contains("could not be written to standard output"))
    }
  }

  @Test func `makes an apply incomplete whose log is lost`() async throws {
    try await Fixture.with(Example.quickstart.setup) { fixture in
      let run = await fixture.run(["apply", "-y", "--log", "/dev/full"] + Fixture.fast)
      #expect(run.status == 3, "\(run.transcript)")
      #expect(run.errors.contains("the log could not be written and lacks lines"))
    }
  }

  @Test func `counts a line that JSON cannot hold as lost`() async throws {
    try await withTemporaryDirectory { directory in
      let host = CommandLineTool.Host.unwatched(in: directory)
      let file = try LineFile("log", name: "the log", in: host)
      file.append(encoding: ["rate": 1.5])
      #expect(!file.hasLostLines)
      file.append(encoding: ["rate": Double.infinity])
      #expect(file.hasLostLines)
      file.append(encoding: ["rate": 2.5])
      let text = try String(contentsOfFile: "\(directory)/log", encoding: .utf8)
      #expect(text == "{\"rate\":1.5}\n{\"rate\":2.5}\n")
    }
  }
}
