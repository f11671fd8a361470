package import Foundation

/// What the client may see of its machine: variables, files, programs.
package struct ClientSurroundings: Sendable {
  /// The environment; an empty value counts as unset.
  package var variables: [String: String]
  /// What `~` stands for; nil when there is no home.
  package var home: String?
  /// What relative paths are relative to.
  package var currentDirectory: String
  /// Reads a whole file by its absolute path; nil when there is no such file, an error when it cannot
  /// be read.
  package var readFile: @Sendable (_ path: String) throws -> Data?
  /// Replaces a file by its absolute path, readable by its owner only.
  package var writeFile: @Sendable (_ path: String, Data) throws -> Void
  /// Runs a command line and gives what it printed.
  package var run: @Sendable (_ command: String) async -> ProcessOutcome

  /// A machine without files and programs, as tests want it.
  package init(variables: [String: String] = [:], home: String? = "/home/user") {
    self.variables = variables
    self.home = home
    currentDirectory = "/"
    readFile = { _ in nil }
    writeFile = { _, _ in }
    run = { _ in .failed("there are no programs here") }
  }

  /// The value of a variable; nil when it is not set, or empty.
  package subscript(name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The absolute form of a path, `~` resolved.
  func absolute(_ path: String) -> String {
    if let home, path == "~" || path.hasPrefix("~/") { return home + path.dropFirst() }
    return path.hasPrefix("/") ? path : currentDirectory + "/" + path
  }
}

/// How a program ended that was run for credentials.
package enum ProcessOutcome: Sendable, Equatable {
  /// It ended with status 0; what it wrote to standard output.
  case printed(Secret)
  /// It could not be started, ended otherwise or took too long; one clause that says so.
  case failed(String)
}
