import Foundation

/// What the text of a plan says.
struct PlanReading {
  /// The lines that tell of something to do or to decide, with their region: `us-east-1 ! pool/codes: ...`.
  let changes: [String]
  /// The options that would let blocked things happen.
  let remedies: [[String]]
  /// What `apply` would refuse.
  let refusals: [String]
  /// How many writes it promises.
  let writes: Int

  init(_ text: String) {
    var region = ""
    var changes: [String] = []
    for line in text.split(separator: "\n").map(String.init) {
      if !line.hasPrefix(" ") { region = line }
      guard let match = line.firstMatch(of: #/^  (\+|~|-|-/\+|adopt|!) \S/#) else { continue }
      changes.append("\(region) \(line[match.range.lowerBound...].dropFirst(2))")
    }
    self.changes = changes
    let options = #/(--allow-consent-change|--allow-replace|--max-opens) (\S+)/#
    remedies = text.matches(of: options).map { [String($0.1), String($0.2)] }
    refusals = text.split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix("apply will refuse this plan: ") }
    writes = text.firstMatch(of: #/ (\d+) writes?, /#).flatMap { Int($0.1) } ?? 0
  }

  /// Those that wait for a decision.
  var blocked: Set<String> { Set(changes.filter { $0.contains(" ! ") }) }
}
