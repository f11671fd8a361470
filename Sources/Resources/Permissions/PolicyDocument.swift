internal import SMSVoice

/// An IAM policy that allows what some permissions say, and nothing else.
///
/// The order of statements, and of all in them, depends on what they allow only.
package struct PolicyDocument: Sendable, Equatable {
  /// One statement, all of which allow.
  package struct Statement: Sendable, Equatable {
    /// Letters and digits, unique in the policy.
    package fileprivate(set) var sid: String
    /// Sorted, for example `sms-voice:UpdatePool`.
    package let actions: [String]
    /// Sorted ARNs, or `*` alone.
    package let resources: [String]
    /// Sorted.
    package let conditions: [Permission.Condition]
  }

  /// Characters without white space that a managed policy may have.
  /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
  package static let sizeLimit = 6144

  /// What goes for all resources or for several types first, then by type.
  package let statements: [Statement]
  /// Whose resources count as ours: the project, then former ones.
  let projects: [String]

  /// Where every resource is named one by one but that would be too long, families stand for their members.
  package init(allowing permissions: Set<Permission>, project: String, formerProjects: Set<String>)
  {
    let projects = [project] + formerProjects.subtracting([project]).sorted()
    let exact = PolicyDocument(Self.statements(allowing: permissions), projects: projects)
    if exact.size <= Self.sizeLimit {
      self = exact
    } else {
      let wider = Set(permissions.map(\.inFamily))
      self.init(Self.statements(allowing: wider), projects: projects)
    }
  }

  private init(_ statements: [Statement], projects: [String]) {
    self.statements = statements
    self.projects = projects
  }

  /// Every action that it allows, sorted.
  package var actions: [String] { Set(statements.flatMap(\.actions)).sorted() }
}

extension PolicyDocument {
  /// Actions on resources under conditions: a statement without a name.
  fileprivate struct Grant: Hashable {
    var actions: [String]
    var resources: [String]
    var conditions: [Permission.Condition]
  }

  /// Neither step allows more: first resources of a type come together for an action, then actions with the
  /// same resources, then resources of several types with the same actions.
  private static func statements(allowing permissions: Set<Permission>) -> [Statement] {
    let single = permissions.withoutCovered.map {
      Grant(
        actions: [$0.action],
        resources: [$0.resource.arn],
        conditions: $0.conditions.sorted()
      )
    }
    let byType = Dictionary(grouping: single) { grant in
      grant.actions + [grant.type] + grant.conditions.map { "\($0)" }
    }
    let byResource = Dictionary(grouping: byType.values.map(union)) { grant in
      [grant.resources, grant.conditions.map { "\($0)" }]
    }
    let byAction = Dictionary(grouping: byResource.values.map(union)) { grant in
      // What goes for all resources says so alone.
      [grant.actions, grant.conditions.map { "\($0)" }, grant.type.isEmpty ? ["*"] : []]
    }
    let statements = byAction.values.map(union).map { grant in
      Statement(
        sid: grant.sid,
        actions: grant.actions,
        resources: grant.resources,
        conditions: grant.conditions
      )
    }
    return numbered(statements.sorted { $0.order.lexicographicallyPrecedes($1.order) })
  }

  /// All actions on all resources of grants with the same conditions.
  private static func union(_ grants: [Grant]) -> Grant {
    Grant(
      actions: Set(grants.flatMap(\.actions)).sorted(),
      resources: Set(grants.flatMap(\.resources)).sorted(),
      conditions: grants[0].conditions
    )
  }

  /// The same with a number behind each name that was there before.
  private static func numbered(_ statements: [Statement]) -> [Statement] {
    var counts: [String: Int] = [:]
    return statements.map { statement in
      var statement = statement
      let count = counts[statement.sid, default: 0] + 1
      counts[statement.sid] = count
      if count > 1 { statement.sid += "\(count)" }
      return statement
    }
  }
}

extension PolicyDocument.Grant {
  /// The type of its resources, for example `pool`; empty for all resources and for several types.
  fileprivate var type: String { resources.type }

  /// For example `ReadPool`, `TagNew`, or `List` for what goes for all resources.
  fileprivate var sid: String {
    let noun = type.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined()
    if conditions.contains(.passedToService) { return "PassRole" }
    if conditions.contains(.notAnothers) { return "TagNew" }
    if conditions.contains(.taggedAsOurs) {
      return resources == ["*"] ? "Create" : "CreateWith" + noun
    }
    let areReads = actions.allSatisfy {
      Operation(rawValue: String($0.drop { $0 != ":" }.dropFirst())).isRead
    }
    if areReads { return resources == ["*"] ? "List" : "Read" + noun }
    return (actions == ["sms-voice:TagResource"] ? "Tag" : "Manage") + noun
  }
}

extension PolicyDocument.Statement {
  /// What goes for all resources or for several types first, then by type.
  fileprivate var order: [String] { [resources.type, sid] + resources + actions }
}

extension [String] {
  /// The type of resources, by what comes first in the last part of their ARNs; empty for all and for several.
  fileprivate var type: String {
    let types = Set(
      map { arn -> String in
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        return parts.count == 6 ? String(parts[5].prefix { $0 != "/" }) : ""
      }
    )
    return types.count == 1 ? types.first ?? "" : ""
  }
}

extension Permission {
  /// The same for the whole family of the resource.
  fileprivate var inFamily: Permission {
    resource.family.map { Permission(action, on: ResourcePattern($0), when: conditions) } ?? self
  }
}

extension Set<Permission> {
  /// Those that no other one makes needless.
  fileprivate var withoutCovered: [Permission] {
    // A pattern without a star covers nothing but itself.
    let wide = Dictionary(grouping: filter { $0.resource.arn.contains("*") }, by: \.action)
    let same = Dictionary(grouping: self) { [$0.action, $0.resource.arn] }
    return filter { permission in
      let others =
        wide[permission.action, default: []]
        + same[[permission.action, permission.resource.arn], default: []]
      return !others.contains { $0 != permission && $0.covers(permission) }
    }
  }
}
