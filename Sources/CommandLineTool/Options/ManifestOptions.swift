package import ArgumentParser

/// Which manifests, with which values, for which regions.
package struct ManifestOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Manifests: files, directories, or - for standard input.",
      discussion: "Without any: smsctl.yaml, else the *.yaml and *.yml of this directory.",
      valueName: "path"
    )
  )
  package var paths: [String] = []

  @Option(name: .customLong("region"), help: "Only this region of the manifest. Repeatable.")
  package var regions: [String] = []

  @Option(
    name: .customLong("var"),
    help: ArgumentHelp(
      "A value for ${KEY}, before all others. Repeatable.",
      valueName: "key=value"
    )
  )
  package var variables: [Assignment] = []

  @Option(
    name: .customLong("vars"),
    help: ArgumentHelp(
      "A YAML file of values, after --var and before SMSCTL_VAR_KEY. Repeatable; the last one wins.",
      valueName: "file"
    )
  )
  package var variableFiles: [String] = []

  package init() {}
}

/// A `KEY=VALUE` of the command line.
package struct Assignment: ExpressibleByArgument, Sendable {
  /// All before the first `=`; never empty.
  package let key: String
  /// All behind the first `=`; may be empty and hold further ones.
  package let value: String

  /// Nil without a `=`, or with nothing before it.
  package init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
      return nil
    }
    key = String(argument[..<equals])
    value = String(argument[argument.index(after: equals)...])
  }
}
