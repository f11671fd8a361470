package import ArgumentParser
internal import Resources

/// `smsctl schema`: prints the JSON Schema of manifests.
package struct SchemaCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of manifests, for editors.",
    discussion: """
      JSON Schema 2020-12, made from the declarations that decode manifests. To have fields completed and checked while \
      you type, keep the output in a file and begin a manifest with

        # yaml-language-server: $schema=smsctl.schema.json
      """
  )

  package init() {}

  package func run(in host: Host) async throws -> ExitStatus {
    host.writeOutput(JSONSchema.manifest.text)
    return .done
  }
}
