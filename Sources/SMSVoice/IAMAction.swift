/// An action that IAM policies can name, from `spec/aws/iam-actions.json`.
package struct IAMAction: Sendable, Equatable {
  /// The name after `sms-voice:`, which is that of the operation.
  package var operation: Operation
  /// The types of resources that are always in a request, spelt as in ARNs: `pool`, `opt-out-list`.
  package var requiredTypes: [String]
  /// Those that are in a request that names one.
  ///
  /// Without any type, here and above, only the resource `*` works.
  package var optionalTypes: [String]
  /// Whether policies can ask for the tags of the request: creations, and `TagResource` itself.
  package var takesRequestTags: Bool
  /// Whether a request that names a role also needs `iam:PassRole` on it.
  package var passesRole: Bool

  /// All types.
  package var resourceTypes: [String] { requiredTypes + optionalTypes }

  /// What roles must be passed to: the value of `iam:PassedToService`.
  package static let passedToService = "sms-voice.amazonaws.com"

  /// The actions this build knows, by operation.
  ///
  /// Those that have nothing to do with what smsctl manages are not among them.
  package static let bundled: [Operation: IAMAction] = {
    let actions = BundledFacts.iamActions.rows.map { columns in
      guard columns.count == 5 else {
        preconditionFailure("the bundled IAM actions cannot be read: \(columns)")
      }
      return IAMAction(
        operation: Operation(rawValue: String(columns[0])),
        requiredTypes: columns[1].split(separator: ",").map(String.init),
        optionalTypes: columns[2].split(separator: ",").map(String.init),
        takesRequestTags: columns[3] == "true",
        passesRole: columns[4] == "true"
      )
    }
    return Dictionary(uniqueKeysWithValues: actions.map { ($0.operation, $0) })
  }()
}
