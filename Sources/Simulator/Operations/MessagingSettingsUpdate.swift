extension RegionalCloud {
  /// The members that results about numbers and pools have in common.
  func row(_ settings: MessagingSettings) -> JSONObject {
    let showsChannel =
      settings.twoWay.enabled || assumptions.holds(.twoWayChannelAfterDisable, "kept")
    return [
      "TwoWayEnabled": .bool(settings.twoWay.enabled),
      "TwoWayChannelArn": showsChannel ? .text(settings.twoWay.channel) : nil,
      "TwoWayChannelRole": showsChannel ? .text(settings.twoWay.role) : nil,
      "SelfManagedOptOutsEnabled": .bool(settings.selfManagedOptOuts),
      "OptOutListName": .string(settings.optOutList),
    ]
  }

  /// The settings after `UpdatePool` or `UpdatePhoneNumber`: what is left out stays.
  func updated(
    _ settings: MessagingSettings,
    _ input: CallInput
  ) throws(SimulatedError) -> MessagingSettings {
    var settings = settings
    if let reference = input["OptOutListName"] {
      let index = try index(of: reference, in: \.optOutLists, field: "OptOutListName")
      settings.optOutList = state.optOutLists[index].name
    }
    settings.twoWay = try updated(settings.twoWay, input)
    settings.selfManagedOptOuts =
      input.flag("SelfManagedOptOutsEnabled") ?? settings.selfManagedOptOuts
    guard settings.twoWay.enabled || !settings.selfManagedOptOuts else {
      throw .invalid(
        "TWO_WAY_NOT_ENABLED",
        "SelfManagedOptOutsEnabled",
        "needs two-way messaging to be on"
      )
    }
    return settings
  }

  private func updated(_ twoWay: TwoWay, _ input: CallInput) throws(SimulatedError) -> TwoWay {
    var twoWay = twoWay
    let wanted = input.flag("TwoWayEnabled")
    let namesChannel = input.has("TwoWayChannelArn") || input.has("TwoWayChannelRole")
    if wanted == false, namesChannel, assumptions.holds(.channelWithTwoWayOff, "refused") {
      throw .invalid(
        "PARAMETERS_CANNOT_BE_USED_TOGETHER",
        "TwoWayChannelArn",
        "cannot be given together with TwoWayEnabled=false"
      )
    }
    twoWay.enabled = wanted ?? twoWay.enabled
    if namesChannel, !twoWay.enabled, wanted == nil {
      throw .invalid("TWO_WAY_NOT_ENABLED", "TwoWayChannelArn", "needs TwoWayEnabled=true")
    }
    twoWay.channel = input["TwoWayChannelArn"] ?? twoWay.channel
    twoWay.role = input["TwoWayChannelRole"] ?? twoWay.role
    if twoWay.enabled, twoWay.channel == nil {
      throw .invalid("TWO_WAY_CHANNEL_NOT_PRESENT", "TwoWayChannelArn", "is needed for two-way")
    }
    if !twoWay.enabled, assumptions.holds(.twoWayChannelAfterDisable, "cleared") {
      twoWay = TwoWay()
    }
    return twoWay
  }
}
