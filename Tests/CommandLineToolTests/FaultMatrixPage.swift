import Foundation
import Synchronization
import Testing

/// The table of `spec/reliability.md`.
enum FaultMatrixPage {
  private static let file = repository.appending(path: "spec/reliability.md")
  /// Tests record their cells at the same time.
  private static let lock = Mutex(())

  /// Compares a cell with the page, or with `RECORD_GOLDENS=1` writes it there and fails.
  static func check(_ text: String, row: String, column: String) throws {
    try lock.withLock { _ in
      var lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
      let header = try #require(lines.firstIndex { $0.hasPrefix("| kind |") })
      let titles = cells(lines[header])
      let place = try #require(titles.firstIndex(of: column), "no column '\(column)'")
      let line = try #require(
        lines[header...].firstIndex { $0.hasPrefix("| \(row) |") },
        "no row '\(row)'"
      )
      var row = cells(lines[line])
      row += Array(repeating: "", count: max(0, titles.count - row.count))
      if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == nil {
        #expect(row[place] == text, "\(file.lastPathComponent)")
        return
      }
      row[place] = text
      lines[line] = "| \(row.joined(separator: " | ")) |"
      try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
      Issue.record("a cell of \(file.lastPathComponent) was recorded")
    }
  }

  private static func cells(_ line: String) -> [String] {
    line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
