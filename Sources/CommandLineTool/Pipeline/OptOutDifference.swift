internal import Diagnostics
internal import Resources

/// What the opt-out lists of one region lack that those of another have.
struct OptOutDifference: Sendable {
  /// In the order of the names.
  var comparisons: [OptOutSync.Comparison]
  /// Lists with numbers on them that the target does not have at all.
  var missingLists: [String]

  /// The numbers that can be added.
  var count: Int { comparisons.reduce(0) { $0 + $1.missing.count } }

  /// Whether the target lacks nothing.
  var isEmpty: Bool { count == 0 && missingLists.isEmpty }

  /// Reads the named lists, or without names all that both regions have.
  ///
  /// `onPage` is told the region, the list, and how many numbers of it have been read. Throws
  /// `CommandFailure` for a name that a region does not have.
  static func read(
    _ names: [String],
    with sync: OptOutSync,
    onPage: @escaping @Sendable (_ region: String, _ list: String, _ count: Int) -> Void
  ) async throws -> OptOutDifference {
    let lists = try await sync.lists()
    let chosen = try names.isEmpty ? lists.shared : check(names, lists, sync)
    let missing = try await names.isEmpty ? sync.inUse(lists.missing) : []
    return OptOutDifference(
      comparisons: try await sync.compare(chosen, onPage: onPage),
      missingLists: missing
    )
  }

  /// The names, each once.
  private static func check(
    _ names: [String],
    _ lists: OptOutSync.Lists,
    _ sync: OptOutSync
  ) throws(CommandFailure) -> [String] {
    var failures: [String] = []
    let unique = names.unique
    for name in unique {
      guard lists.source.contains(name) else {
        let near = Suggestion.nearest(to: name, among: lists.source)
        let hint = near.map { "; did you mean '\($0)'?" } ?? ""
        failures.append(
          "error: there is no opt-out list '\(DisplayText.escape(name))' in \(sync.source)\(hint)"
        )
        continue
      }
      if !lists.target.contains(name) {
        failures.append(
          "error: there is no opt-out list '\(DisplayText.escape(name))' in \(sync.target) yet: "
            + "make it, for example by a manifest that has it there, and run this again"
        )
      }
    }
    guard failures.isEmpty else {
      throw CommandFailure(.failed, failures.joined(separator: "\n"))
    }
    return unique
  }
}

/// What adding it came to.
struct OptOutSyncResult: Sendable {
  /// The numbers that were to be added.
  var total: Int
  /// By list, those that were begun.
  var additions: [(list: String, addition: OptOutSync.Addition)] = []
  /// Whether Ctrl-C came before its end; no further number was begun then.
  var isInterrupted = false

  /// Nothing has been added yet.
  init(total: Int) {
    self.total = total
  }

  /// In all lists together; so too for the next one.
  var added: Int { additions.reduce(0) { $0 + $1.addition.added } }
  var refused: Int { additions.reduce(0) { $0 + $1.addition.refusedCount } }
  /// Whether something is in the way of all further numbers.
  var isStopped: Bool { additions.contains { $0.addition.obstacle != nil } }
  /// False as soon as one number was refused or left.
  var isComplete: Bool { added == total }
}
