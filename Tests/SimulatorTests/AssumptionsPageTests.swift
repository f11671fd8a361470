import Foundation
import Simulator
import Testing

@Suite struct `The page of assumptions` {
  @Test func `names every switch and no other`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../spec/assumptions.md").standardizedFileURL
    let text = try String(contentsOf: page, encoding: .utf8)
    let known = Set(SimulatorAssumptions.all.map(\.name))
    // Switches stand in the last column of the table, and in the last paragraph.
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
    let columns = rows.compactMap { row in
      row.split(separator: "|").last { !$0.allSatisfy(\.isWhitespace) }
    }
    let paragraph = text.components(separatedBy: "\n\n").last ?? ""
    let named = Set((columns.map(String.init) + [paragraph]).flatMap(Self.codes))
    #expect(known.subtracting(named).isEmpty, "switches that the page does not name")
    #expect(named.subtracting(known).isEmpty, "names that are no switches")
  }

  private static func codes(in text: String) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false)
      .enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }
}
