internal import CommandLineTool
internal import Foundation

/// The process: its signals, its standard streams and its exit status.
@main
struct Main {
  /// Ends the process; does not return.
  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    occupyStandardStreams()
    exit(await Tool.run(Array(CommandLine.arguments.dropFirst()), in: .process))
  }

  /// Opens what the caller has closed: else a file or connection would get its number, and the text meant for it.
  private static func occupyStandardStreams() {
    var descriptor = open("/dev/null", O_RDWR)
    while (0...STDERR_FILENO).contains(descriptor) { descriptor = open("/dev/null", O_RDWR) }
    close(descriptor)
  }
}
