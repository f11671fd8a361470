import Foundation

/// What the text of a plan says.
struct PlanReading {
  /// A line that tells of something to do or to decide.
  struct Change: Hashable, CustomStringConvertible {
    var mark: String
    /// For example `us-east-1/pool/codes`; of several countries told in one line the name they share.
    var address: String
    var description: String { "\(mark) \(address)" }

    /// Whether it is told of the other, or of what the other is a child of.
    func isWithin(_ other: Change) -> Bool {
      "\(address)/".hasPrefix("\(other.address)/")
    }
  }

  let changes: [Change]
  /// The options that would let blocked things happen.
  let remedies: [[String]]
  /// What `apply` would refuse.
  let refusals: [String]
  /// How many writes it promises.
  let writes: Int

  init(_ text: String) {
    var region = ""
    var changes: [Change] = []
    for line in text.split(separator: "\n").map(String.init) {
      if !line.hasPrefix(" ") { region = line }
      guard
        let match = line.firstMatch(of: #/^  (\+|~|-|-\/\+|adopt|!) ([a-z-]+(?:\/\S+| \S+ in))/#)
      else { continue }
      let path = String(match.2).replacing(#/ in$/#, with: "").replacing(" ", with: "/")
      let name = path.hasSuffix(":") ? String(path.dropLast()) : path
      changes.append(Change(mark: String(match.1), address: "\(region)/\(name)"))
    }
    self.changes = changes
    let options = #/(--allow-consent-change|--allow-replace|--max-opens) (\S+)/#
    remedies = text.matches(of: options).map { [String($0.1), String($0.2)] }
    refusals = text.split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("apply will refuse this plan: ") }
    writes = text.firstMatch(of: #/ (\d+) writes?, /#).flatMap { Int($0.1) } ?? 0
  }

  /// Those that wait for a decision.
  var blocked: [Change] { changes.filter { $0.mark == "!" } }

  /// What another plan has to do or to decide beside what this one has blocked.
  func news(in later: PlanReading) -> [Change] {
    later.changes.filter { change in !blocked.contains { change.isWithin($0) } }
  }
}
