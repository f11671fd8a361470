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
      // SIGSTOP cannot be ignored, and stops all threads until the shell has the process continue.
      new.setEventHandler { screen.yield { kill(getpid(), SIGSTOP) } }
      new.resume()
      source = new
    }
  }
}
