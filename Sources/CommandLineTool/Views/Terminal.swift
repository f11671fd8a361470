/// Whether and how to colour.
package struct Terminal: Sendable {
  /// What a colour means, so that one place decides how it looks.
  enum Style {
    /// Green.
    case create
    /// Yellow: updates and adoptions.
    case change
    /// Red: deletions, replacements, what is blocked, failures.
    case danger
    /// Cyan: AWS or a carrier has to move first.
    case waiting
    /// Dim: what matters least.
    case faint
    /// Titles, such as the name of a region.
    case bold

    fileprivate var code: String {
      switch self {
      case .create: "32"
      case .change: "33"
      case .danger: "31"
      case .waiting: "36"
      case .faint: "2"
      case .bold: "1"
      }
    }
  }

  /// Without colours.
  package static let plain = Terminal(isColoured: false)

  /// Whether `paint` does anything.
  let isColoured: Bool

  private init(isColoured: Bool) {
    self.isColoured = isColoured
  }

  /// Follows `--no-color`, `NO_COLOR`, `CLICOLOR_FORCE`, `TERM=dumb` and whether the stream is a terminal.
  /// <https://no-color.org> <https://bixense.com/clicolors/>
  init(_ host: Host, errors: Bool = false, noColor: Bool = false) {
    let environment = host.environment
    let isTerminal = errors ? host.errorIsTerminal : host.outputIsTerminal
    if noColor || environment["NO_COLOR"]?.isEmpty == false {
      isColoured = false
    } else if let force = environment["CLICOLOR_FORCE"], force != "0", !force.isEmpty {
      isColoured = true
    } else {
      isColoured = isTerminal && environment["TERM"] != "dumb"
    }
  }

  /// The text in a style, or plain where there are no colours.
  func paint(_ text: String, _ style: Style) -> String {
    isColoured ? "\u{1B}[\(style.code)m\(text)\u{1B}[0m" : text
  }
}
