import AWSClient
import CommandLineTool
import Foundation
import Testing

/// Programs that a profile names for credentials.
@Suite struct `A command line for credentials` {
  private func run(_ text: String, patience: Duration = .seconds(60)) async -> ProcessOutcome {
    let environment = ["PATH": "/usr/bin:/bin", "WHO": "me"]
    return await Turnstile.pass {
      await ShellCommand(text, environment: environment, patience: patience).run()
    }
  }

  @Test(
    arguments: [
      (#"printf '%s' '{"a": 1}'"#, .printed(Secret(#"{"a": 1}"#))),
      ("printf \"$WHO\"; printf no >&2", .printed(Secret("me"))),
      ("true", .printed(Secret(""))),
      ("printf x; exec 1>&-; sleep 0.2", .printed(Secret("x"))),
      ("printf '\\303\\251\\377'", .printed(Secret("é\u{FFFD}"))),
      ("exit 3", .failed("it ended with status 3")),
      ("printf hush; exit 1", .failed("it ended with status 1")),
      ("/none/such", .failed("it ended with status 127")),
      ("kill -9 $$", .failed("it was ended by signal 9")),
      ("head -c 1048576 /dev/zero | tr '\\0' a | wc -c", .printed(Secret("1048576\n"))),
      ("head -c 1048577 /dev/zero", .failed("it printed more than 1048576 bytes")),
      ("head -c 9000000 /dev/zero", .failed("it printed more than 1048576 bytes")),
    ] as [(String, ProcessOutcome)]
  )
  func `gives what it printed, or says how it ended`(
    text: String,
    expected: ProcessOutcome
  ) async {
    #expect(await run(text) == expected)
  }

  @Test(
    arguments: [
      "sleep 100", "sleep 100; true", "exec 1>&-; sleep 100", "trap '' TERM; sleep 100; sleep 100",
      "while true; do echo hush; sleep 0.01; done",
    ]
  )
  func `is ended when it takes too long`(text: String) async {
    #expect(await run(text, patience: .milliseconds(300)) == .failed("it took longer than 0 s"))
  }

  @Test func `is not waited for longer than it runs itself`() async {
    let outcome = await run("sleep 100 & printf '%s' $!", patience: .seconds(90))
    guard case .printed(let output) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    let child = Int32(output.value) ?? 0
    // It still runs, so the answer did not wait for it.
    #expect(kill(child, SIGKILL) == 0)
  }

  @Test func `is in our process group, so that it may ask on the terminal`() async {
    let outcome = await run("ps -o pgid= -p $$ | tr -d ' \\n'")
    #expect(outcome == .printed(Secret("\(getpgrp())")))
  }
}
