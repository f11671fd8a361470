/// A service of AWS whose operations are called in JSON.
package enum CalledService: Sendable {
  /// End User Messaging SMS, the service all this is about.
  case smsVoice
  /// The Resource Groups Tagging API, which tells the tags of many resources in one answer.
  case resourceGroupsTagging
}
