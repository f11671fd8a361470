/// The settings that numbers and pools share, and that a number must share with its pool to join it.
///
/// In what is desired nil means unmanaged; what is live has a value everywhere, but for the role.
package struct MessagingSettings: Sendable, Equatable {
  /// The name of the list, or the ARN of one that another account shares.
  package var optOutList: String?
  /// In what is desired a nil role in it leaves the live one as it is.
  package var twoWay: TwoWay?
  /// Whether the account's owner answers STOP and HELP and keeps the opt-out list; true needs two-way
  /// messaging.
  package var selfManagedOptOuts: Bool?
  /// The list's address when the manifest makes it.
  package var optOutListAddress: Address?

  /// What a pool begins with when its first member is a sender ID, which has nothing to pass on.
  package static let initial = MessagingSettings(
    optOutList: OptOutListKind.builtInName,
    twoWay: .off,
    selfManagedOptOuts: false
  )

  /// These settings, those that are unmanaged taken from `other`.
  package func completed(by other: MessagingSettings) -> MessagingSettings {
    var result = self
    if optOutList == nil {
      result.optOutList = other.optOutList
      result.optOutListAddress = other.optOutListAddress
    }
    if case .on(let channel, nil) = twoWay, channel == other.twoWay?.channel {
      result.twoWay = .on(channel: channel, role: other.twoWay?.role)
    } else {
      result.twoWay = twoWay ?? other.twoWay
    }
    result.selfManagedOptOuts = selfManagedOptOuts ?? other.selfManagedOptOuts
    return result
  }

  /// Notes in what the live settings differ from these.
  package func compare(with live: MessagingSettings, into comparison: inout AttributeComparison) {
    if let optOutList, optOutList.shortListName != live.optOutList {
      comparison.compare(
        "optOutList",
        live: live.optOutList.map { .text($0) } ?? .unset,
        desired: .text(optOutList.shortListName)
      )
    }
    compareTwoWay(with: live.twoWay ?? .off, into: &comparison)
    if let selfManagedOptOuts {
      comparison.compare(
        "selfManagedOptOuts",
        live: .flag(live.selfManagedOptOuts ?? false),
        desired: .flag(selfManagedOptOuts)
      )
    }
  }

  private func compareTwoWay(with live: TwoWay, into comparison: inout AttributeComparison) {
    switch twoWay {
    case nil: break
    case .off:
      let isOn = live != .off
      comparison.compare("twoWay", live: .flag(isOn), desired: .flag(false))
    case .on(let channel, let role):
      comparison.compare(
        "twoWay",
        "channel",
        live: .text(optional: live.channel),
        desired: .text(channel)
      )
      if let role {
        comparison.compare("twoWay", "role", live: .text(optional: live.role), desired: .text(role))
      }
    }
  }

  /// The attributes as the plan of a creation shows them.
  package var asCreated: [AttributeChange] {
    var changes: [AttributeChange] = []
    if let optOutList {
      changes.append(AttributeChange(["optOutList"], after: .text(optOutList.shortListName)))
    }
    switch twoWay {
    case nil: break
    case .off: changes.append(AttributeChange(["twoWay"], after: .flag(false)))
    case .on(let channel, let role):
      changes.append(AttributeChange(["twoWay", "channel"], after: .text(channel)))
      if let role { changes.append(AttributeChange(["twoWay", "role"], after: .text(role))) }
    }
    if let selfManagedOptOuts {
      changes.append(AttributeChange(["selfManagedOptOuts"], after: .flag(selfManagedOptOuts)))
    }
    return changes
  }

  /// What a step that sends these settings waits for.
  package var dependencies: Set<Step.Dependency> {
    optOutListAddress.map { [.milestone(Milestone($0, .exists))] } ?? []
  }
}

/// The members by which `UpdatePool` and `UpdatePhoneNumber` change the shared settings.
///
/// Only what differs is sent. With two-way off its channel and role are left out: the service takes
/// them beside `TwoWayEnabled: false` for a mistake.
package struct MessagingUpdate: Sendable, Equatable {
  /// Nil leaves the setting as it is, here as below.
  package var optOutListName: String?
  package var twoWayEnabled: Bool?
  package var twoWayChannelArn: String?
  /// Also nil where the manifest says no role: the live one stays.
  package var twoWayChannelRole: String?
  package var selfManagedOptOutsEnabled: Bool?

  /// Takes from `desired` what `comparison` found to differ.
  package init(_ desired: MessagingSettings, where comparison: AttributeComparison) {
    self.init(
      desired,
      optOutList: comparison.touches("optOutList"),
      twoWay: comparison.touches("twoWay"),
      selfManagedOptOuts: comparison.touches("selfManagedOptOuts")
    )
  }

  /// Takes all that `desired` manages.
  package init(all desired: MessagingSettings) {
    self.init(desired, optOutList: true, twoWay: true, selfManagedOptOuts: true)
  }

  private init(
    _ desired: MessagingSettings,
    optOutList: Bool,
    twoWay: Bool,
    selfManagedOptOuts: Bool
  ) {
    if optOutList { optOutListName = desired.optOutList }
    if twoWay, let setting = desired.twoWay {
      twoWayEnabled = setting != .off
      twoWayChannelArn = setting.channel
      twoWayChannelRole = setting.role
    }
    if selfManagedOptOuts { selfManagedOptOutsEnabled = desired.selfManagedOptOuts }
  }

  /// Whether there is nothing to send.
  package var isEmpty: Bool {
    optOutListName == nil && twoWayEnabled == nil && selfManagedOptOutsEnabled == nil
  }
}

extension AttributeValue {
  /// A text, or `.unset` for nil.
  package static func text(optional text: String?) -> AttributeValue {
    text.map { .text($0) } ?? .unset
  }
}

extension String {
  /// The name of an opt-out list as reads tell it, given its name or ARN.
  package var shortListName: String {
    hasPrefix("arn:") ? split(separator: "/").last.map(String.init) ?? self : self
  }
}
