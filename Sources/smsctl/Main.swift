internal import CommandLineTool
internal import Foundation

@main
struct Main {
  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    exit(await Tool.run(Array(CommandLine.arguments.dropFirst()), in: .process))
  }
}
