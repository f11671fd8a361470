internal import Foundation
internal import Resources

/// The directory that an export is written to, all of it or nothing.
struct ExportFolder {
  /// As the command line names it.
  let name: String
  /// What `name` is relative to.
  let host: Host

  private var path: String { host.absolute(name) }

  /// Refuses a directory that has files of the same names, unless they may be replaced, or directories.
  ///
  /// Throws `CommandFailure`.
  func check(force: Bool) throws {
    let folders = ExportedManifest.fileNames.filter { host.isDirectory("\(path)/\($0)") }
    guard folders.isEmpty else {
      throw CommandFailure(
        .failed,
        "error: '\(name)' has a directory named \(folders.joined(separator: ", ")), where a file is to be; "
          + "name another directory"
      )
    }
    guard !force else { return }
    let present = ExportedManifest.fileNames.filter(exists)
    guard !present.isEmpty else { return }
    throw CommandFailure(
      .failed,
      "error: '\(name)' has \(present.joined(separator: ", ")) already; "
        + "name another directory, or replace the files with --force"
    )
  }

  /// Writes the files under other names, and gives them their own when all are there.
  ///
  /// Those that say nothing are left out, unless they take the place of one that says something.
  ///
  /// Returns the names written. Throws `CommandFailure`.
  func write(_ files: [ExportedManifest.File]) throws -> [String] {
    let wanted = files.filter { !$0.isEmpty || exists($0.name) }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(.failed, "error: the directory '\(name)' cannot be made")
    }
    var staged: [String] = []
    do {
      for file in wanted {
        staged.append(staging(file.name))
        try Data(file.text.utf8).write(to: URL(filePath: staging(file.name)))
      }
      for file in wanted {
        guard rename(staging(file.name), "\(path)/\(file.name)") == 0 else {
          throw CocoaError(.fileWriteUnknown)
        }
      }
    } catch {
      for file in staged { unlink(file) }
      throw CommandFailure(.failed, "error: the export cannot be written to '\(name)'")
    }
    return wanted.map(\.name)
  }

  /// The manifests beside the export that a plan of the directory would read, too.
  var others: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { name in
      ManifestFiles.isManifest(name) && !ExportedManifest.fileNames.contains(name)
    }.sorted()
  }

  /// Hidden, so that no plan reads it.
  private func staging(_ file: String) -> String { "\(path)/.\(file).\(getpid())" }

  private func exists(_ file: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/\(file)")
  }
}
