internal import Diagnostics
internal import Resources
internal import Synchronization

/// Tells on standard error how reading and adding get on: a live line on a terminal, else a line now and
/// then.
final class OptOutSyncProgress: Sendable {
  /// Numbers between two lines of a build log: at the quotas about a minute.
  private static let readInterval = 5_000
  private static let addInterval = 500

  private let host: Host
  private let isLive: Bool
  /// What each region's line says.
  private let reading = Mutex<[String: String]>([:])

  init(_ host: Host) {
    self.host = host
    isLive = host.takesLiveProgress
  }

  /// Tells that `count` numbers of a list have been read.
  ///
  /// Called from several tasks.
  func noteRead(of list: String, in region: String, _ count: Int) {
    let text = "\(DisplayText.escape(list)) in \(region): \(count.grouped) read"
    if isLive {
      let line = reading.withLock { lines in
        lines[region] = text
        return lines.sorted { $0.key < $1.key }.map(\.value).joined(separator: "; ")
      }
      show(line)
    } else if count > 0, count.isMultiple(of: Self.readInterval) {
      host.writeError("\(text)\n")
    }
  }

  /// Tells how adding to one list gets on.
  func noteAdded(_ addition: OptOutSync.Addition, of total: Int, to list: String) {
    let done = addition.added + addition.refusedCount
    let refused = addition.refusedCount > 0 ? ", \(addition.refusedCount.grouped) refused" : ""
    let text =
      "\(DisplayText.escape(list)): \(addition.added.grouped) of \(total.grouped) added\(refused)"
    if isLive {
      show(text)
    } else if done > 0, done.isMultiple(of: Self.addInterval) {
      host.writeError("\(text)\n")
    }
  }

  /// Takes the live line away.
  func finish() {
    guard isLive else { return }
    host.writeError("\r\u{1B}[K")
  }

  private func show(_ line: String) {
    host.writeError("\r\u{1B}[K\(line)")
  }
}

extension Host {
  /// Whether a line on standard error may be written over again and again.
  ///
  /// A build log is read later and elsewhere: there it is noise.
  var takesLiveProgress: Bool {
    errorIsTerminal && environment["TERM"] != "dumb" && environment["CI"]?.isEmpty != false
  }
}
