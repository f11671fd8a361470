internal import Diagnostics

/// What becomes of the event destinations of one configuration set.
///
/// A destination is replaced when it is to send to another kind of place, and no event is lost meanwhile
/// where the set has room for one more: its stand-in is made first and taken away last. One at a time is
/// replaced, so that one place is enough.
struct DestinationWork: Sendable {
  /// The set, of whose `eventDestinations` nil means that none is managed.
  let parent: ConfigurationSetKind.Desired
  /// By name.
  let live: [String: LiveEventDestination]
  /// The name of the stand-in of each wanted one, by its name.
  let standIns: [String: String]

  /// Nil `live` is for a set to be created.
  init(_ parent: ConfigurationSetKind.Desired, live: LiveConfigurationSet?) {
    self.parent = parent
    let destinations = live?.eventDestinations ?? []
    self.live = Dictionary(destinations.map { ($0.eventDestinationName, $0) }) { $1 }
    standIns = StandIn.names(for: (parent.spec.eventDestinations ?? []).map(\.name.value))
  }

  /// Empty too when the manifest says nothing of them.
  var wanted: [EventDestination] { parent.spec.eventDestinations ?? [] }

  /// Whether one that the manifest has is not as it is to be, or left a stand-in behind.
  var differs: Bool {
    wanted.contains { destination in
      if case .none = difference(of: destination) { leftover(of: destination) != nil } else { true }
    }
  }

  /// How a wanted one is from what is there.
  func difference(of destination: EventDestination) -> EventDestination.Difference {
    destination.difference(from: live[destination.name.value])
  }

  /// The stand-in that an interrupted run left behind; nil when there is none.
  func leftover(of destination: EventDestination) -> LiveEventDestination? {
    standIns[destination.name.value].flatMap { live[$0] }
  }

  /// The names of those that the manifest does not have, in order, stand-ins of wanted ones left out.
  var unmentioned: [String] {
    let known = Set(wanted.map(\.name.value)).union(standIns.values)
    return live.keys.filter { !known.contains($0) }.sorted()
  }
}
