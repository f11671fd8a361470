/// The events that an event destination can be told of, as the API description lists them.
///
/// `TEXT_SENT` is left out: it is in the API's enumeration, but its documentation calls it unsupported.
package enum EventType {
  /// The one that is left out.
  static let unsupported = "TEXT_SENT"

  /// In the order of the API description.
  package static let all: [String] = [
    "ALL", "TEXT_ALL", "TEXT_PENDING", "TEXT_QUEUED", "TEXT_SUCCESSFUL", "TEXT_DELIVERED",
    "TEXT_INVALID", "TEXT_INVALID_MESSAGE", "TEXT_UNREACHABLE", "TEXT_CARRIER_UNREACHABLE",
    "TEXT_BLOCKED", "TEXT_CARRIER_BLOCKED", "TEXT_SPAM", "TEXT_UNKNOWN", "TEXT_TTL_EXPIRED",
    "TEXT_PROTECT_BLOCKED", "VOICE_ALL", "VOICE_INITIATED", "VOICE_RINGING", "VOICE_ANSWERED",
    "VOICE_COMPLETED", "VOICE_BUSY", "VOICE_NO_ANSWER", "VOICE_FAILED", "VOICE_TTL_EXPIRED",
    "MEDIA_ALL", "MEDIA_PENDING", "MEDIA_QUEUED", "MEDIA_SUCCESSFUL", "MEDIA_DELIVERED",
    "MEDIA_INVALID", "MEDIA_INVALID_MESSAGE", "MEDIA_UNREACHABLE", "MEDIA_CARRIER_UNREACHABLE",
    "MEDIA_BLOCKED", "MEDIA_CARRIER_BLOCKED", "MEDIA_SPAM", "MEDIA_UNKNOWN", "MEDIA_TTL_EXPIRED",
    "MEDIA_FILE_INACCESSIBLE", "MEDIA_FILE_TYPE_UNSUPPORTED", "MEDIA_FILE_SIZE_EXCEEDED",
  ]

  /// The events that a list stands for, the groups `TEXT_ALL`, `VOICE_ALL` and `MEDIA_ALL` replaced by
  /// their members: whether the service answers a group as it was written is not documented.
  package static func expanded(_ events: [String]) -> Set<String> {
    var result: Set<String> = []
    for event in events where event != unsupported {
      guard event.hasSuffix("_ALL") else {
        result.insert(event)
        continue
      }
      let prefix = event.dropLast("ALL".count)
      result.formUnion(all.filter { $0.hasPrefix(prefix) && $0 != event })
    }
    return result
  }
}
