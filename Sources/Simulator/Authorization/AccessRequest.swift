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
  static let requestTag = "aws:requesttag/"
  static let resourceTag = "aws:resourcetag/"
  static let tagKeys = "aws:tagkeys"
  static let passedToService = "iam:passedtoservice"

  /// Whether a policy may use it.
  static func isKnown(_ key: String) -> Bool {
    key == tagKeys || key == passedToService
      || [requestTag, resourceTag].contains { key.hasPrefix($0) && key.count > $0.count }
  }
}
