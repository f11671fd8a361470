package import ArgumentParser
internal import Resources

/// `smsctl explain`: prints what a field of the manifest is for.
package struct ExplainCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell what a field of the manifest is for and what may stand there.",
    discussion: """
      Without a field: the top level. Examples:

        smsctl explain pools
        smsctl explain pools.keywords
        smsctl explain configurationSets.eventDestinations.firehose
        smsctl explain --recursive
      """
  )

  @Argument(help: ArgumentHelp("A field, with dots between the levels.", valueName: "field"))
  package var path = ""

  @Flag(name: .shortAndLong, help: "List all fields below, a line each.")
  package var recursive = false

  @Flag(help: "Print all that is below as Markdown tables.")
  package var markdown = false

  package init() {}

  package func run(in host: Host) async throws -> ExitStatus {
    do {
      let element = try ManifestLanguage.element(at: path)
      if markdown {
        host.writeOutput(LanguageReference.text(from: element))
      } else {
        let text = recursive ? LanguageText.overview(of: element) : LanguageText.explain(element)
        host.writeOutput(text)
      }
      return .done
    } catch {
      throw CommandFailure(.failed, "error: \(error)")
    }
  }
}
