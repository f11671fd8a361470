internal import SMSVoice

/// One thing that a policy must allow: an action on the resources that a pattern names.
package struct Permission: Hashable, Sendable {
  /// What must hold beside.
  ///
  /// The order of the cases is that of the text.
  package enum Condition: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// The request carries `smsctl:project` with the name of the project, as every creation does.
    case taggedAsOurs
    /// The resource carries `smsctl:project` with the name of the project or of a former one.
    case ours
    /// The resource is not another project's: it carries `smsctl:project` as above, or not at all.
    case notAnothers
    /// The role is passed to the service and to no other.
    case passedToService

    package static func < (left: Condition, right: Condition) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// For example `sms-voice:CreatePool`.
  package let action: String
  package let resource: ResourcePattern
  /// All of them must hold; empty where nothing must.
  package let conditions: Set<Condition>

  /// Allows an operation of the service.
  init(_ operation: Operation, on resource: ResourcePattern, when conditions: Set<Condition>) {
    self.init("sms-voice:\(operation)", on: resource, when: conditions)
  }

  /// The same action under the same conditions on other resources.
  init(_ action: String, on resource: ResourcePattern, when conditions: Set<Condition>) {
    self.action = action
    self.resource = resource
    self.conditions = conditions
  }

  /// Allows a role to be passed to the service.
  init(passing role: String) {
    action = "iam:PassRole"
    resource = ResourcePattern(role)
    conditions = [.passedToService]
  }

  /// Allows an operation of the Resource Groups Tagging API, none of which knows resources.
  ///
  /// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonresourcegrouptaggingapi.html>
  init(taggingOperation: Operation) {
    action = "tag:\(taggingOperation)"
    resource = .all
    conditions = []
  }

  /// Whether this one allows all that the other does.
  func covers(_ other: Permission) -> Bool {
    action == other.action && conditions.isSubset(of: other.conditions)
      && Glob(resource.arn).matches(other.resource.arn)
  }
}

/// The resources that a permission is for: an ARN, which may have `*` in it, or `*` for all.
package struct ResourcePattern: Hashable, Sendable {
  package let arn: String
  /// A pattern for more than is needed, in which many others come together; nil when there is none.
  package let family: String?

  init(_ arn: String, family: String? = nil) {
    self.arn = arn
    self.family = family
  }

  /// All resources: what listings and most creations can only be allowed for.
  static let all = ResourcePattern("*")
}

extension RegionScope {
  /// The pattern of a kind's resource with this name, or of all of the kind for nil; an ARN in the
  /// place of the name stands for itself.
  func pattern(_ kind: String, _ name: String? = nil) -> ResourcePattern {
    if let name, name.hasPrefix("arn:") { return ResourcePattern(name) }
    return ResourcePattern(arn("\(kind)/\(name ?? "*")"))
  }
}
