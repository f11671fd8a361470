internal import Foundation

/// The size of a terminal's window, in characters.
package struct TerminalSize: Sendable, Equatable {
  /// Characters in a line.
  package var columns: Int
  /// Lines.
  package var rows: Int

  /// What a terminal is taken to have that does not tell.
  package static let usual = TerminalSize(columns: 80, rows: 24)

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// The size at this moment of the terminal behind a descriptor.
  ///
  /// Nil when there is no terminal, or one that does not tell.
  init?(of descriptor: Int32) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return nil
    }
    self.init(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }
}
