/// Who takes the events while a destination is replaced.
enum DestinationBridge: Sendable, Equatable {
  /// Nobody, as none flow.
  case needless
  /// Nobody, as there is no room for a second destination: events are lost.
  case missing
  /// A stand-in that an interrupted run has made already, by its name; its removal is a change of its own.
  case standing(String)
  /// A stand-in, by its name, that the replacement makes first and takes away last.
  case made(String)

  /// Whether the replacement makes a stand-in.
  var isMade: Bool {
    if case .made = self { true } else { false }
  }

  /// What a plan says of it after the reason for the replacement.
  var note: String {
    switch self {
    case .needless: ""
    case .missing:
      "; the set has no room for a second one, so events between its deletion and its creation are lost"
    case .standing(let name), .made(let name): "; '\(name)' takes the events meanwhile"
    }
  }
}

extension EventDestination {
  /// The steps, one after the other, that put it in the place of a live one of the same name.
  ///
  /// `lag` is for how long reads may not show a write.
  func replacement(
    in set: ConfigurationSetKind.Desired,
    over bridge: DestinationBridge,
    lag: Duration
  ) -> [Step] {
    let address = set.destination(name.value)
    let look = look(in: set, lag: lag)
    let deletion = Self.deletion(of: name.value, in: set, at: address)
    var steps = [deletion.after(look: look)] + creation(in: set)
    if case .made(let standIn) = bridge {
      let detail = "stand-in"
      let bridging = creation(in: set, named: standIn, of: address, detail: detail)
      steps.insert(bridging.after(look: look), at: 0)
      steps.append(Self.deletion(of: standIn, in: set, at: address, detail: detail))
    }
    steps.insert(look, at: 0)
    for index in steps.indices.dropFirst() {
      steps[index] = steps[index].waiting(for: [.step(steps[index - 1].id)])
    }
    return steps
  }
}
