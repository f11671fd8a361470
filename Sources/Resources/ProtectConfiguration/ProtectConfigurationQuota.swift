internal import SMSVoice

extension ProtectConfigurationKind {
  /// By the manifest: `DescribeAccountLimits` does not count them.
  package static let quota: ResourceQuota? = ResourceQuota(
    "protect configuration",
    .manifest("protectConfigurations"),
    creation: "CreateProtectConfiguration",
    removal: "DeleteProtectConfiguration"
  )

  package static func room(
    in observed: Observed,
    of scope: RegionScope
  ) -> (used: Int, limit: Int)? {
    (observed.configurations.all.count, scope.limits.protectConfigurations)
  }
}
