/// One thing about the service that nobody could confirm, and what the simulator may do about it.
///
/// The sources of what is known are AWS's pages and botocore's model; where neither says, the
/// simulator has a switch, so that a client can be shown to work either way.
package struct Assumption: Sendable, Hashable {
  /// How much is known of the default.
  package enum Mark: String, Sendable {
    /// Our own reasoning.
    case inferred
    /// Behaviour that users of the real service reported, mostly authors of the Terraform provider.
    case observed
  }

  /// For example `pool-create`.
  package let name: String
  /// The default first.
  package let values: [String]
  /// How sure the default is.
  package let mark: Mark
  /// What the values mean on the wire, in one sentence.
  package let summary: String

  /// What the simulator does unless told otherwise.
  package var defaultValue: String { values[0] }

  init(_ name: String, _ values: [String], _ mark: Mark, _ summary: String) {
    self.name = name
    self.values = values
    self.mark = mark
    self.summary = summary
  }
}
