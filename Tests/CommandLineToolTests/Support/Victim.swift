import Foundation
import Synchronization

/// A process that is killed before the answer to a certain write leaves.
final class Victim: Sendable {
  private let number: Int
  private let state = Mutex<(identifier: Int32?, isDead: Bool)>((nil, false))

  init(dueAfterWrite number: Int) {
    self.number = number
  }

  /// Gives the process, once it runs.
  func isKnown(as identifier: Int32) {
    state.withLock { $0.identifier = identifier }
  }

  /// Kills it when that many writes have been made.
  func note(writes: Int) {
    state.withLock { state in
      guard writes >= number, !state.isDead, let identifier = state.identifier else { return }
      kill(identifier, SIGKILL)
      state.isDead = true
    }
  }
}
