package import Diagnostics
package import YAMLSyntax

/// A file of values for `${...}`, for `--vars`: a map of names to texts.
package enum VariableFile {
  /// The values of a document; what is wrong with them is noted.
  package static func texts(
    of root: YAMLNode,
    _ diagnostics: inout DiagnosticList
  ) -> [String: String] {
    guard let entries = root.entries else {
      diagnostics.append(
        .error(.expected("a map of variables", got: root.kindName), at: root.range)
      )
      return [:]
    }
    let located = entries.map {
      ManifestSource.Entry(key: Located($0.name, at: $0.key.range), node: $0.value)
    }
    return Deployment.texts(of: located, &diagnostics)
  }
}
