internal import SMSVoice

extension SenderIDKind {
  package static let quota: ResourceQuota? = ResourceQuota(
    "sender ID",
    .account("SENDER_IDS"),
    creation: "RequestSenderId",
    removal: "ReleaseSenderId"
  )
}
