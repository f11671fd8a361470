internal import Foundation

/// A journal as it is read back.
struct JournalFile: Sendable {
  /// In the order in which they began.
  let runs: [RunRecord]
  /// The numbers, from 1, of the lines that are not of a journal: cut by a kill, or of something else.
  let damagedLines: [Int]

  /// Reads the bytes of a file.
  ///
  /// Lines of types that this version does not know are passed over, empty ones too, and those of runs
  /// whose format it does not know.
  init(_ data: Data) {
    var runs: [String: RunRecord] = [:]
    var order: [String] = []
    var damagedLines: [Int] = []
    let decoder = JSONDecoder.lines
    let newline = UInt8(ascii: "\n")
    let lines = data.split(separator: newline, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      switch JournalReading(line, by: decoder) {
      case .entry(let entry):
        if runs[entry.run] == nil { order.append(entry.run) }
        runs[entry.run, default: RunRecord(id: entry.run, began: entry.time)].add(entry)
      case .strange(let run, let began, let format):
        if runs[run] == nil { order.append(run) }
        runs[run] = RunRecord(id: run, began: began, strangeFormat: format)
      case .damaged(let run):
        if let run, runs[run]?.strangeFormat != nil { continue }
        damagedLines.append(index + 1)
      case .later: continue
      }
    }
    self.runs = order.compactMap { runs[$0] }
    self.damagedLines = damagedLines
  }
}
