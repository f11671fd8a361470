import Foundation
import Testing

/// Chromium without a window.
enum Browser {
  /// What it made of a page.
  struct Visit {
    /// The page after its script has run.
    var page: String
    /// What the page, or the browser about the page, wrote to the console.
    var console: [String]
  }

  /// Opens a file; fails where there is no browser.
  static func open(_ path: String) async throws -> Visit {
    let programs = ["chromium", "chromium-browser", "google-chrome"].map { "/usr/bin/\($0)" }
    let program = programs.first(where: FileManager.default.isExecutableFile)
    let executable = try #require(program, "there is no chromium; run 'make test-setup'")
    return try await withTemporaryDirectory { directory in
      // In containers there is neither a sandbox nor room in /dev/shm.
      let process = try ToolProcess(
        executable: URL(filePath: executable),
        [
          "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
          "--user-data-dir=\(directory)/profile", "--enable-logging=stderr", "--dump-dom",
          URL(filePath: path).absoluteString,
        ],
        environment: ["HOME": directory, "PATH": "/usr/bin:/bin"],
        directory: directory
      )
      let run = await process.run()
      try #require(run.status == 0, "\(run.transcript)")
      let console = run.errors.split(separator: "\n").filter { $0.contains(":CONSOLE") }
      return Visit(page: run.output, console: console.map(String.init))
    }
  }
}
