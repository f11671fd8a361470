/// One thing that a call needs leave for: an action on one resource.
///
/// A call that touches several resources, gives tags or passes a role asks for several.
struct AccessRequest: Sendable, Equatable {
  /// For example `sms-voice:CreatePool` or `iam:PassRole`.
  var action: String
  /// An ARN, or `*` where the call names no resource.
  var resource: String
  /// Values by condition key in small letters, for example `aws:requesttag/team`.
  ///
  /// A key that has no value here is absent, as `Null` tells.
  var context: [String: [String]] = [:]
}

/// The condition keys that the simulator knows, in small letters: names of keys have no case.
enum ConditionKey {
  /// Before the key of a tag that the call gives.
  static let requestTag = "aws:requesttag/"
  /// Before the key of a tag that the resource has.
  static let resourceTag = "aws:resourcetag/"
  /// The keys of all tags that the call gives.
  static let tagKeys = "aws:tagkeys"
  /// The service that a role is handed to.
  static let passedToService = "iam:passedtoservice"

  /// Whether a policy may use it.
  static func isKnown(_ key: String) -> Bool {
    key == tagKeys || key == passedToService
      || [requestTag, resourceTag].contains { key.hasPrefix($0) && key.count > $0.count }
  }
}
