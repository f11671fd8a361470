package import Diagnostics
package import SMSVoice

extension OptOutListKind {
  /// Warns of a list to be made, and so empty, whose namesake in another region has people on it: they
  /// would be texted from the new one's region.
  ///
  /// Reads one small page of each such namesake.
  package static func doubts(
    about changes: [ResourceChange],
    in observations: [RegionObservation],
    through service: any SMSVoiceService,
    explaining: @Sendable (ServiceError) -> String
  ) async throws -> [Diagnostic] {
    let new = newLists(changes, in: observations)
    var inUse: [Namesake: Result<Bool, ServiceError>] = [:]
    for list in new {
      for namesake in namesakes(of: list, in: observations) where inUse[namesake] == nil {
        inUse[namesake] = try await namesake.hasNumbers(through: service)
      }
    }
    return new.flatMap { list in
      namesakes(of: list, in: observations).compactMap { namesake in
        switch inUse[namesake] {
        case .success(true): .warning(.isEmpty(list, unlike: namesake.region), at: list.range)
        case .failure(let error):
          .warning(
            .mayBeEmpty(list, unlike: namesake.region, because: explaining(error)),
            at: list.range
          )
        case .success(false), nil: nil
        }
      }
    }
  }

  fileprivate struct NewList {
    var region: String
    var name: String
    var range: SourceRange
  }

  private struct Namesake: Hashable {
    var region: String
    var name: String

    func hasNumbers(
      through service: any SMSVoiceService
    ) async throws -> Result<Bool, ServiceError> {
      do {
        let reader = RegionReader(service: service, region: region)
        return .success(try await reader.hasOptedOutNumbers(name))
      } catch let error as ServiceError {
        return .failure(error)
      }
    }
  }

  private static func newLists(
    _ changes: [ResourceChange],
    in observations: [RegionObservation]
  ) -> [NewList] {
    let created = Set(changes.filter { $0.action == .create }.map(\.address))
    return observations.flatMap { observation in
      observation.manifest.desired(Self.self).filter { created.contains($0.address) }.map {
        NewList(
          region: observation.manifest.scope.region,
          name: $0.serviceName,
          range: $0.key.range
        )
      }
    }
  }

  private static func namesakes(
    of list: NewList,
    in observations: [RegionObservation]
  ) -> [Namesake] {
    observations.filter { $0.observed(Self.self)?.lists[list.name] != nil }
      .map { Namesake(region: $0.manifest.scope.region, name: list.name) }
  }
}

extension Diagnostic.Message {
  fileprivate static func isEmpty(_ list: OptOutListKind.NewList, unlike region: String) -> Self {
    "the new opt-out list '\(list.name)' of \(list.region) is empty, and the one of \(region) has people on it, who would be texted from \(list.region); fill it with 'smsctl sync-opt-outs --from \(region) --to \(list.region) \(list.name)'"
  }

  fileprivate static func mayBeEmpty(
    _ list: OptOutListKind.NewList,
    unlike region: String,
    because reason: String
  ) -> Self {
    "the new opt-out list '\(list.name)' of \(list.region) is empty, and whether the one of \(region) has people on it is not known: \(reason)"
  }
}
