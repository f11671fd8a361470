/// The second destination that takes the events while one is replaced.
///
/// It sends to the new place under a name of its own: `topic-smsctl-replacing` for `topic`. Whatever run was
/// interrupted, the name tells what it is.
enum StandIn {
  private static let suffix = "-smsctl-replacing"
  /// Characters that the service takes for the name of a destination.
  private static let limit = 64

  /// The name of the stand-in of each of a set's destinations, by the destination's name.
  ///
  /// None is that of a destination of the manifest or of another stand-in.
  static func names(for destinations: [String]) -> [String: String] {
    var taken = Set(destinations)
    var result: [String: String] = [:]
    for destination in destinations.sorted() {
      let candidates = (1...).lazy.map { number in
        let end = number == 1 ? suffix : "-\(number)\(suffix)"
        return destination.prefix(limit - end.count) + end
      }
      guard let name = candidates.first(where: { !taken.contains(String($0)) }) else { continue }
      taken.insert(String(name))
      result[destination] = String(name)
    }
    return result
  }

  /// Whether a name is one that only a stand-in has.
  static func isName(_ name: String) -> Bool { name.hasSuffix(suffix) }
}
