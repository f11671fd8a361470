internal import Diagnostics
internal import Resources
internal import Synchronization

/// Tells on standard error how reading and adding get on: live lines on a terminal, else a line now and
/// then; nothing with `--quiet`.
final class OptOutSyncProgress: Sendable {
  /// Numbers between two lines of a build log: at the quotas about a minute.
  private static let readInterval = 5_000
  private static let addInterval = 500

  private let host: Host
  private let isQuiet: Bool
  private let isLive: Bool
  /// What each region's line says, or the one line of what is added.
  private let lines = Mutex<[String: String]>([:])

  init(_ host: Host, _ options: ProgressOptions) {
    self.host = host
    isQuiet = options.quiet
    isLive = host.takesLiveProgress && !options.quiet
  }

  /// Tells that `count` numbers of a list have been read.
  ///
  /// Called from several tasks.
  func noteRead(of list: String, in region: String, _ count: Int) {
    tell(
      "\(DisplayText.escape(list)) in \(region): \(count.grouped) read",
      for: region,
      isDue: count > 0 && count.isMultiple(of: Self.readInterval)
    )
  }

  /// Tells how adding to one list gets on.
  func noteAdded(_ addition: OptOutSync.Addition, of total: Int, to list: String) {
    let done = addition.added + addition.refusedCount
    let refused = addition.refusedCount > 0 ? ", \(addition.refusedCount.grouped) refused" : ""
    tell(
      "\(DisplayText.escape(list)): \(addition.added.grouped) of \(total.grouped) added\(refused)",
      for: "",
      isDue: done > 0 && done.isMultiple(of: Self.addInterval)
    )
  }

  /// Takes the live lines away.
  func finish() {
    host.screen.close()
    lines.withLock { $0 = [:] }
  }

  private func tell(_ text: String, for subject: String, isDue: Bool) {
    if isLive {
      lines.withLock { $0[subject] = text }
      host.screen.isOpen ? host.screen.draw() : open()
    } else if isDue, !isQuiet {
      host.writeError("\(text)\n")
    }
  }

  private func open() {
    Suspension.watch(host.screen)
    host.screen.open(size: host.errorSize) { [self] size in
      lines.withLock { $0.sorted { $0.key < $1.key } }.map {
        Clipping.cut($0.value, to: size.columns - 1)
      }
    }
  }
}

extension Host {
  /// Whether lines on standard error may be written over again and again.
  ///
  /// A build log is read later and elsewhere: there it is noise.
  var takesLiveProgress: Bool {
    let isBuild = !["", "0", "false"].contains(environment["CI"] ?? "")
    return errorIsTerminal && !isBuild && environment["TERM"] != "dumb"
  }
}
