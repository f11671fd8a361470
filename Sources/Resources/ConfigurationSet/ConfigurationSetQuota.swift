package import Diagnostics
package import SMSVoice

extension ConfigurationSetKind {
  package static let quota: ResourceQuota? = ResourceQuota(
    "configuration set",
    .account("CONFIGURATION_SETS"),
    creation: "CreateConfigurationSet",
    removal: "DeleteConfigurationSet"
  )
}

extension ConfigurationSetKind {
  /// Warns of live configuration sets that would have more event destinations than they can, with those
  /// that the manifest does not have.
  package static func doubts(
    about changes: [ResourceChange],
    in observations: [RegionObservation],
    through service: any SMSVoiceService,
    explaining: @Sendable (ServiceError) -> String
  ) async throws -> [Diagnostic] {
    observations.flatMap { observation -> [Diagnostic] in
      guard let observed = observation.observed(Self.self) else { return [] }
      return observation.manifest.desired(Self.self).compactMap { set in
        guard let live = observed.sets[set.serviceName] else { return nil }
        let crowd = Crowd(
          parent: set.address,
          noun: "event destinations",
          live: live.eventDestinations?.count ?? 0,
          limit: EventDestination.limit,
          remedy: "take one away that the manifest does not have",
          creation: "CreateEventDestination",
          removal: "DeleteEventDestination"
        )
        return crowd.warning(about: changes)
      }
    }
  }
}
