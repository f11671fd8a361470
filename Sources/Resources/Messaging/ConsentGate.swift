/// The rules by which changes that could text people who opted out need consent.
package enum ConsentGate {
  /// The move to another opt-out list that a change makes; nil when it makes none.
  package static func move(
    from live: MessagingSettings,
    to desired: MessagingSettings
  )
    -> ConsentGap.Move?
  {
    guard let old = live.optOutList, let new = desired.optOutList, old != new.shortListName else {
      return nil
    }
    return ConsentGap.Move(from: old, to: new)
  }

  /// Why new settings may not be given to a live number or pool, at all or without consent; nil when
  /// they may.
  ///
  /// `gaps` are the comparisons of lists that were read.
  package static func refusal(
    of address: Address,
    from live: MessagingSettings,
    to desired: MessagingSettings,
    keywords: [KeywordDifference],
    gaps: [ConsentGap.Move: ConsentGap],
    allowed: Set<String>
  ) -> Refusal? {
    if let refusal = desired.selfManagementRefusal(on: live) { return refusal }
    guard !allowed.contains(address.description),
      let harm = harm(from: live, to: desired, keywords: keywords, gaps: gaps)
    else { return nil }
    return Refusal(harm, remedy: "if that is intended, add --allow-consent-change \(address)")
  }

  /// What new settings do to people who opted out, as a phrase, whoever consented; nil for nothing.
  ///
  /// `gaps` as above.
  package static func harm(
    from live: MessagingSettings,
    to desired: MessagingSettings,
    keywords: [KeywordDifference],
    gaps: [ConsentGap.Move: ConsentGap]
  ) -> String? {
    var harms: [String] = []
    if let move = move(from: live, to: desired) {
      // A move that was not compared is not known to be harmless.
      let gap = gaps[move] ?? ConsentGap(count: 0, isLowerBound: true)
      if !gap.isClosed { harms.append(gap.told(of: move)) }
    }
    if desired.selfManagedOptOuts == true, live.selfManagedOptOuts != true {
      harms.append(
        "with self-managed opt-outs AWS no longer answers STOP nor keeps the opt-out list"
      )
    }
    let dropped = keywords.filter(\.dropsOptOut).map { "'\($0.keyword)'" }
    if !dropped.isEmpty {
      harms.append("\(dropped.joined(separator: ", ")) would no longer opt people out")
    }
    return harms.isEmpty ? nil : harms.joined(separator: "; ")
  }
}
