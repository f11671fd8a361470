/// A service that smsctl calls, with the names that AWS's settings have for it.
package enum EndpointService: Sendable, CaseIterable {
  /// End User Messaging SMS, the service all this is about.
  case smsVoice
  /// The Resource Groups Tagging API: the tags of many resources in one answer.
  case resourceGroupsTagging
  /// STS: whose credentials these are, and credentials of roles.
  case securityTokens
  /// The portal of IAM Identity Center, which gives credentials for a login.
  case singleSignOn
  /// IAM Identity Center's OIDC service, which renews a login.
  case singleSignOnTokens

  /// The variable that sets its endpoint.
  var variable: String { "AWS_ENDPOINT_URL_\(key.uppercased())" }

  /// Its name in a `[services NAME]` section, for example `pinpoint_sms_voice_v2`.
  ///
  /// <https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html>
  var key: String {
    switch self {
    case .smsVoice: "pinpoint_sms_voice_v2"
    case .resourceGroupsTagging: "resource_groups_tagging_api"
    case .securityTokens: "sts"
    case .singleSignOn: "sso"
    case .singleSignOnTokens: "sso_oidc"
    }
  }

  /// Whether `--endpoint-url` is for it too.
  var followsFlag: Bool {
    switch self {
    case .smsVoice, .resourceGroupsTagging, .securityTokens: true
    case .singleSignOn, .singleSignOnTokens: false
    }
  }
}
