/// What a user probably meant by a name that is not known.
package enum Suggestion {
  /// The candidate most like `name`; nil when none is like it enough.
  ///
  /// The first of equals wins.
  ///
  /// Likeness is the number of letters to insert, drop, change or swap with their neighbour, letter case aside;
  /// at most a third of the longer name may differ. So `cuontries` gives `countries`, `de` gives `DE`, and `UK` gives
  /// nothing among country codes, where a wrong letter says little.
  package static func nearest(to name: String, among candidates: [String]) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where candidate != name {
      let letters = Array(candidate.lowercased().unicodeScalars)
      let allowed = max(wanted.count, letters.count) / 3
      guard abs(wanted.count - letters.count) <= allowed else { continue }
      let distance = editDistance(wanted, letters)
      guard distance <= allowed, distance < best?.distance ?? .max else { continue }
      best = (distance, candidate)
    }
    return best?.candidate
  }
}

/// The optimal string alignment distance: Levenshtein's, with the swap of two neighbours as one step.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for (row, letter) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      let substitution = previous[column] + (letter == other ? 0 : 1)
      var cost = min(previous[column + 1] + 1, current[column] + 1, substitution)
      if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
        cost = min(cost, beforePrevious[column - 1] + 1)
      }
      current.append(cost)
    }
    (beforePrevious, previous) = (previous, current)
  }
  return previous[right.count]
}
