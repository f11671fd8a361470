package import ArgumentParser
internal import Diagnostics
internal import Foundation

/// `smsctl report`: draws a run from its journal.
package struct ReportCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Draw a run from its journal, as one page for a browser.",
    discussion: """
      The journal is the file that '--log' of apply, destroy and sync-opt-outs appends to. The page tells what ran \
      and how it ended, when each call left and when the quotas would have let it, what failed, and which sender ID \
      stands where. It is one file that loads nothing, so it can be kept, mailed, or put with a pipeline's results:

        smsctl apply --log apply.log
        smsctl report apply.log -o apply.html

      Of several runs in the journal it draws the last one.
      """
  )

  @Argument(help: ArgumentHelp("The journal; '-' is standard input.", valueName: "log"))
  package var log: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the page to this file, instead of standard output.",
      valueName: "file"
    )
  )
  package var output: String?

  @Option(
    help: ArgumentHelp("Draw the run whose id begins so, instead of the last one.", valueName: "id")
  )
  package var run: String?

  @Flag(help: "List the runs of the journal, and draw none.")
  package var list = false

  package init() {}

  /// Checks what no single option can.
  package func validate() throws {
    if list, run != nil { throw ValidationError("--list and --run exclude each other") }
    if list, output != nil { throw ValidationError("--list goes to standard output") }
  }

  package func run(in host: Host) async throws -> ExitStatus {
    let journal = try read(in: host)
    if list {
      host.writeOutput(RunList(runs: journal.runs).text)
      return .done
    }
    let page = RunPage(run: try picked(from: journal), damagedLines: journal.damagedLines)
    if let output, output != "-" {
      guard log == "-" || host.resolved(log) != host.resolved(output) else {
        throw CommandFailure(.usage, "error: --output '\(output)' is the journal itself")
      }
      try OutputFile(output, title: "the page", in: host).write(page.text)
    } else if host.outputIsTerminal, output == nil {
      throw CommandFailure(.usage, "error: the page is for a browser: name a file with -o FILE")
    } else {
      host.writeOutput(page.text)
    }
    return .done
  }

  private func read(in host: Host) throws -> JournalFile {
    let data =
      log == "-" ? Data(host.readInput()) : try host.contents(of: log, "journal")
    let journal = JournalFile(data)
    guard !journal.runs.isEmpty else {
      let what = data.isEmpty ? "is empty" : "is no journal: no line of it is what --log writes"
      throw CommandFailure(.failed, "error: '\(log)' \(what)")
    }
    if !journal.damagedLines.isEmpty {
      let words = DamagedLines.words(journal.damagedLines)
      host.writeError("warning: left out as damaged: \(words) of '\(log)'\n")
    }
    return journal
  }

  private func picked(from journal: JournalFile) throws -> RunRecord {
    let runs = run.map { id in journal.runs.filter { $0.id.hasPrefix(id) } } ?? journal.runs
    guard let last = runs.last else {
      throw CommandFailure(
        .failed,
        "error: no run of the journal has an id that begins with '\(run ?? "")'; --list tells them"
      )
    }
    guard run == nil || runs.count == 1 else {
      throw CommandFailure(
        .failed,
        "error: \(runs.count) runs of the journal have an id that begins with '\(run ?? "")': "
          + runs.map(\.id).joined(separator: ", ")
      )
    }
    if let format = last.strangeFormat {
      throw CommandFailure(
        .failed,
        "error: run '\(last.id)' is told in format '\(DisplayText.escape(format))', and this smsctl "
          + "reads format '\(JournalLine.Start.currentFormat)': use a version that knows it"
      )
    }
    return last
  }
}
