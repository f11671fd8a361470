internal import SMSVoice

extension OptOutListKind {
  package static let quota: ResourceQuota? = ResourceQuota(
    "opt-out list",
    .account("OPT_OUT_LISTS"),
    creation: "CreateOptOutList",
    removal: "DeleteOptOutList"
  )
}
