internal import SMSVoice

extension ConfigurationSetKind {
  package static let quota: ResourceQuota? = ResourceQuota(
    "configuration set",
    .account("CONFIGURATION_SETS"),
    creation: "CreateConfigurationSet",
    removal: "DeleteConfigurationSet"
  )
}
