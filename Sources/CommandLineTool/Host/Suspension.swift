internal import Dispatch
internal import Foundation
internal import Synchronization

/// Gives the terminal back when Ctrl-Z stops the process.
///
/// Otherwise the shell would go on without a cursor, over what is left of the block.
enum Suspension {
  private static let source = Mutex<(any DispatchSourceSignal)?>(nil)

  /// From now on for good; the first screen is the one that is cared for.
  static func watch(_ screen: LiveScreen) {
    source.withLock { source in
      guard source == nil else { return }
      signal(SIGTSTP, SIG_IGN)
      let new = DispatchSource.makeSignalSource(signal: SIGTSTP, queue: .global())
      new.setEventHandler { screen.yield { stop() } }
      new.resume()
      source = new
    }
  }

  /// Stops all threads until the shell has the process continue.
  ///
  /// By the signal itself, which the kernel ignores where no shell could do that: in an orphaned process group.
  private static func stop() {
    signal(SIGTSTP, SIG_DFL)
    kill(getpid(), SIGTSTP)
    signal(SIGTSTP, SIG_IGN)
  }
}
