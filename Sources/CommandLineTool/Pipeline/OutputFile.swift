internal import Foundation

/// A file that a run writes as a whole: what was there before stays until the new one is complete.
struct OutputFile: Sendable {
  private let path: String
  private let title: String
  private let target: String
  private let mode: mode_t

  /// Names a file; nothing is written yet.
  ///
  /// `title` is what the file is, for errors: `the report`. `mode` is for a new file, less what the
  /// process's mask takes away. Throws `CommandFailure` for a path at which no file can be.
  init(_ path: String, title: String, mode: mode_t = 0o666, in host: Host) throws {
    self.path = path
    self.title = title
    self.mode = mode
    // The pipe behind /dev/stdout has no path of its own.
    target = Self.isReplaceable(host.absolute(path)) ? host.resolved(path) : host.absolute(path)
    if path.isEmpty || host.isDirectory(path) || !isWritable { throw failure }
  }

  /// Puts a text in the place of what is there.
  ///
  /// Throws `CommandFailure`.
  func write(_ text: String) throws {
    guard Self.isReplaceable(target) else { return try write(text, to: target, flags: O_WRONLY) }
    let new = "\(target).\(UUID().uuidString)"
    do {
      try write(text, to: new, flags: O_WRONLY | O_CREAT | O_EXCL)
      guard rename(new, target) == 0 else { throw failure }
    } catch {
      unlink(new)
      throw error
    }
  }

  private var failure: CommandFailure {
    CommandFailure(.failed, "error: \(title) '\(path)' cannot be written")
  }

  /// A pipe or a device, such as /dev/stdout, is written to and stays what it is.
  private static func isReplaceable(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether a new file can take its place, or what stays can be written to.
  private var isWritable: Bool {
    let folder = (target as NSString).deletingLastPathComponent
    return FileManager.default.isWritableFile(atPath: Self.isReplaceable(target) ? folder : target)
  }

  private func write(_ text: String, to path: String, flags: Int32) throws {
    let descriptor = open(path, flags | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw failure }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(text.utf8))
      try handle.close()
    } catch {
      throw failure
    }
  }
}
