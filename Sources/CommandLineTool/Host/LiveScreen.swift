internal import Synchronization

/// Standard error, with a block of lines at its end that is drawn again and again.
///
/// All other text goes above the block. The cursor, hidden, rests on the block's first character, where
/// a terminal keeps it that wraps its lines anew when its window changes: so the next frame finds the
/// place. A frame is one write, and ends with what clears the rest of the terminal.
package final class LiveScreen: Sendable {
  /// Makes the lines of a block that fits into a window.
  ///
  /// They must neither write to the screen nor be as wide as the window: a terminal puts the cursor
  /// elsewhere when a line fills it.
  package typealias Block = @Sendable (TerminalSize) -> [String]

  private struct State {
    var block: Block?
    var size: @Sendable () -> TerminalSize = { .usual }
    /// What stands on the terminal, and for which window it was made; empty when nothing does.
    var lines: [String] = []
    var window = TerminalSize.usual
  }

  private let output: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// Makes one that writes with `output`.
  package init(_ output: @escaping @Sendable (String) -> Void) {
    self.output = output
  }

  /// Begins a block, at most as high as the window whose size `size` tells before each frame.
  package func open(size: @escaping @Sendable () -> TerminalSize, _ block: @escaping Block) {
    state.withLock { state in
      state.block = block
      state.size = size
      draw(&state)
    }
  }

  /// Draws the block as it is now; without one does nothing.
  package func draw() {
    state.withLock { draw(&$0) }
  }

  /// Whether there is a block, on the terminal or about to be.
  var isOpen: Bool { state.withLock { $0.block != nil } }

  /// Whether a block stands on the terminal.
  var isStanding: Bool { state.withLock { !$0.lines.isEmpty } }

  /// Writes text as whole lines above the block, or as it is where none stands.
  package func write(_ text: String) {
    state.withLock { state in
      guard !state.lines.isEmpty else { return output(text) }
      draw(&state, below: text.isEmpty || text.hasSuffix("\n") ? text : text + "\n")
    }
  }

  /// Ends the block and leaves nothing of it.
  package func close() {
    state.withLock { state in
      withdraw(&state)
      state.block = nil
    }
  }

  /// Does the same at once, or nothing while something is being written.
  func closeUnlessBusy() {
    _ = state.withLockIfAvailable { state in
      withdraw(&state)
      state.block = nil
    }
  }

  /// Takes the block away while `body` runs; the next frame brings it back.
  func yield(to body: () -> Void) {
    state.withLock { state in
      withdraw(&state)
      body()
    }
  }

  private func withdraw(_ state: inout State) {
    guard !state.lines.isEmpty else { return }
    state.lines = []
    output(Code.lineStart + Code.clearBelow + Code.showCursor)
  }

  private func draw(_ state: inout State, below text: String = "") {
    guard let block = state.block else { return }
    let size = state.size()
    let lines = Array(block(size).prefix(max(1, size.rows - 1)))
    guard !lines.isEmpty else { return }
    guard lines != state.lines || size != state.window || !text.isEmpty else { return }
    let isFirst = state.lines.isEmpty
    state.lines = lines
    state.window = size
    output(
      Code.beginFrame + (isFirst ? Code.hideCursor : "") + Code.noWrap + Code.lineStart
        + (text.isEmpty ? "" : Code.clearBelow + text)
        + lines.joined(separator: Code.clearLine + "\r\n") + Code.clearBelow
        + (lines.count > 1 ? Code.up(lines.count - 1) : "") + Code.lineStart + Code.wrap
        + Code.endFrame
    )
  }
}

// <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html>
private enum Code {
  static let lineStart = "\r"
  static let clearLine = "\u{1B}[K"
  static let clearBelow = "\u{1B}[J"
  static let hideCursor = "\u{1B}[?25l"
  static let showCursor = "\u{1B}[?25h"
  // A line that was made for a wider window is cut instead of wrapped.
  static let noWrap = "\u{1B}[?7l"
  static let wrap = "\u{1B}[?7h"
  // Between these a terminal that knows them shows nothing half drawn; others ignore them.
  // <https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036>
  static let beginFrame = "\u{1B}[?2026h"
  static let endFrame = "\u{1B}[?2026l"

  static func up(_ rows: Int) -> String { "\u{1B}[\(rows)A" }
}
