/// A kind of resource that has an ARN and tags.
protocol CloudResource: Codable, Sendable, Equatable {
  /// What its ARNs and errors call it.
  static var kind: ResourceKind { get }
  /// What comes after the kind in the ARN, for example `pool-0f3...` or `EXAMPLECO/DE`.
  var id: String { get }
  /// Values by key.
  var tags: [String: String] { get set }
}

/// The resource types of ARNs and of errors.
enum ResourceKind: String, Sendable {
  case account
  case configurationSet = "configuration-set"
  /// Known by its configuration set and its name; without ARN and tags, as the next one.
  case eventDestination = "event-destination"
  /// Known by the number or pool that has it, and its word.
  case keyword
  case optOutList = "opt-out-list"
  /// Known by its list and its number; without ARN and tags.
  case optedOutNumber = "opted-out-number"
  case phoneNumber = "phone-number"
  case pool
  case protectConfiguration = "protect-configuration"
  case senderID = "sender-id"
}
