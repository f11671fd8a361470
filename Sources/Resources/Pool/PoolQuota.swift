internal import SMSVoice

extension PoolKind {
  package static let quota: ResourceQuota? = ResourceQuota(
    "pool",
    .account("POOLS"),
    creation: "CreatePool",
    removal: "DeletePool"
  )
}
