extension MessagingSettings {
  /// Why a live number or pool cannot get these settings: opt-outs that people manage themselves need
  /// two-way messaging.
  ///
  /// Nil when it can. What the manifest says of both is checked when it is read; here one of the two is
  /// unmanaged and the live one does not fit.
  func selfManagementRefusal(on live: MessagingSettings) -> Refusal? {
    let result = completed(by: live)
    guard result.selfManagedOptOuts == true, result.twoWay == .off else { return nil }
    if selfManagedOptOuts == nil {
      return Refusal(
        "its self-managed opt-outs are on and need two-way messaging",
        remedy: "write 'selfManagedOptOuts: false' beside 'twoWay: false'"
      )
    }
    return Refusal(
      "self-managed opt-outs need two-way messaging, which is off",
      remedy: "give it 'twoWay' with a channel"
    )
  }
}
