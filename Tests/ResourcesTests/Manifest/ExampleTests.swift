import Diagnostics
import Foundation
import Resources
import Testing

@Suite struct `The examples` {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../examples").standardizedFileURL

  static var manifests: [URL] {
    get throws {
      try FileManager.default
        .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .map { $0.appending(path: "smsctl.yaml") }
        .filter { FileManager.default.fileExists(atPath: $0.path) }
    }
  }

  @Test func `are five or more`() throws {
    #expect(try Self.manifests.count >= 5)
  }

  @Test(arguments: try manifests)
  func `have no mistakes, and no doubts but registrations`(file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let found = findings(in: [SourceFile(name: "smsctl.yaml", text: text)])
    #expect(found.allSatisfy { $0.severity == .warning })
    #expect(found.allSatisfy { $0.message.text.contains("demands a registration") })
  }
}
