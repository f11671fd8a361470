internal import Diagnostics
internal import Planning
internal import Resources

/// What `--region`, `--target` and `--exclude` made of a manifest, as lines.
struct ScopeLines {
  let scope: Scope
  /// For the families of what came along.
  let plan: Plan

  /// Empty when all of the manifest was planned.
  var lines: [String] {
    guard !scope.cameAlong.isEmpty else { return counts }
    return Wrapping.lines("with what they depend on:", dependencies, indent: "  ") + counts
  }

  /// How many resources were left out, a line for each option that left some out.
  var counts: [String] {
    let counts = [
      (scope.leftOut.region, "--region"), (scope.leftOut.target, "--target"),
      (scope.leftOut.exclude, "--exclude"),
    ]
    return counts.filter { $0.0 > 0 }.map { count, option in
      "\(count.counting("resource")) of the manifest \(count == 1 ? "was" : "were") left out by \(option)"
    }
  }

  /// The addresses that came along; those of a family, such as a sender ID's countries, together.
  private var dependencies: [String] {
    let families = Dictionary(plan.changes.map { ($0.address, $0.family) }) { first, _ in first }
    var names: [String] = []
    var members: [String: (noun: String, count: Int, only: Address)] = [:]
    for address in scope.cameAlong {
      let family = families[address] ?? nil
      let name = family.map { "\(address.region)/\($0.title)" } ?? address.description
      if let known = members[name] {
        members[name]?.count = known.count + 1
      } else {
        names.append(name)
        members[name] = (family?.noun ?? "", 1, address)
      }
    }
    return names.map { name in
      guard let group = members[name], group.count > 1 else {
        return DisplayText.escape(members[name]?.only.description ?? name)
      }
      return DisplayText.escape("\(name) in \(group.count) \(group.noun)")
    }
  }
}
