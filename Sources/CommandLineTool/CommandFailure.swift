internal import AWSClient
internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import Planning
internal import Resources
internal import SMSVoice
internal import Simulator

/// A command that ends early: with which exit status, and what to say.
package struct CommandFailure: Error, Sendable {
  /// What the process ends with.
  package let status: ExitStatus
  /// For standard error, without a line end; empty when all has been said.
  package let message: String

  package init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// The same words about a place of the user's input, where one is known.
  func diagnostic(at range: SourceRange?) -> Diagnostic {
    let label = "error: "
    return .error(
      Diagnostic.Message(
        message.hasPrefix(label) ? String(message.dropFirst(label.count)) : message
      ),
      at: range
    )
  }

  /// That a file or directory cannot be read; `code` is the system's reason, as `errno` has it.
  static func unreadable(_ what: String, _ path: String, _ code: Int32) -> CommandFailure {
    let reason = String(cString: strerror(code)).lowercased()
    return CommandFailure(.failed, "error: the \(what) '\(path)' cannot be read: \(reason)")
  }

  /// With the status of a signal.
  package init(_ status: Int32, _ message: String) {
    self.init(ExitStatus(rawValue: status), message)
  }
}

/// What the process tells its caller.
package struct ExitStatus: Sendable, Equatable {
  /// 0 to 255, as a shell sees it; 128 and the number for a signal.
  package let rawValue: Int32

  /// Done, or nothing to do.
  package static let done = ExitStatus(rawValue: 0)
  /// It did not do what it was to do, for a reason that has no status of its own.
  package static let failed = ExitStatus(rawValue: 1)
  /// `plan --detailed-exitcode` found changes.
  package static let changes = ExitStatus(rawValue: 2)
  /// `apply` did a part: steps failed, were skipped or blocked, or did not converge.
  package static let partlyDone = ExitStatus(rawValue: 3)
  /// Refused by a gate before any write.
  package static let refused = ExitStatus(rawValue: 4)
  /// Wrong usage, `EX_USAGE` of sysexits.h.
  package static let usage = ExitStatus(rawValue: 64)
}

extension CommandFailure {
  /// The one place that turns errors into exit statuses and words.
  init(_ error: any Error, renderer: DiagnosticRenderer) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as DiagnosticsError:
      let text = renderer.render(error.diagnostics)
      let count = error.diagnostics.count { $0.severity == .error }
      self.init(.failed, text + (count > 1 ? "\(count) errors" : ""))
    case let error as DuplicatesError:
      self.init(.refused, renderer.render(error.diagnostics) + "nothing was changed")
    case let error as ServiceError: self.init(.failed, "error: " + error.sentence)
    case let error as ConfigurationError: self.init(.usage, "error: \(error)")
    case let error as EndpointError: self.init(.usage, "error: \(error)")
    case let error as CredentialError: self.init(.failed, "error: \(error)")
    case let error as TransportError: self.init(.failed, "error: \(error)")
    case let error as SimulatorError: self.init(.failed, "error: \(error)")
    case is CancellationError: self.init(130, "interrupted")
    default: self.init(.failed, "error: \(error)")
    }
  }
}
