package import Diagnostics
internal import SMSVoice

/// Opt-out lists: who does not want messages.
///
/// Identified by a name that cannot change; nothing but tags can be updated.
package enum OptOutListKind: ResourceKind {
  package static let name = "opt-out-list"
  package static let section = "optOutLists"
  /// The list that every account has, for whatever names none.
  package static let builtInName = "Default"
  package static let keyType = ValueType<String>.name("an opt-out list name")

  /// An entry of `optOutLists`.
  package struct Spec: TaggableSpec {
    /// The fields `name`, `adopt` and `tags`; `formerly` is an error.
    package var common = CommonFields()
  }

  /// One opt-out list as the manifest wants it in one region.
  package struct Desired: DesiredResource {
    /// For example `us-east-1/opt-out-list/otp`, with the manifest's key.
    package let address: Address
    /// The service's name for it, unless the entry has `name`.
    package let key: Located<String>
    /// The name the service keeps.
    package let serviceName: String
    package let common: CommonFields
    package var references: [Address] { [] }
  }

  /// What the service has of opt-out lists.
  package struct Observed: Sendable {
    /// By name.
    package let lists: [String: LiveOptOutList]
    /// By ARN, of those whose tags matter; with `--prune` of all.
    package let tags: [String: Tags]
  }

  package static let schema = ObjectSchema(
    "an opt-out list",
    id: "optOutList",
    doc: """
      Numbers that want no messages. The key is the name, unless `name` says otherwise. Its entries are the service's and \
      your users' own; smsctl makes lists, never empties one, and deletes one only with --prune and --allow-delete.
      """,
    empty: Spec(),
    fields: ObjectSchema<Spec>.commonFields(
      name: .name("an opt-out list name"),
      former: FieldDoc(
        "An error: a list cannot be renamed, since the refusals stay with the old name. Write that as `name`.",
        absent: "as it must be"
      )
    )
  )

  /// A `formerly` is an error: who refused stays on the list of the old name.
  package static func desired(
    from entry: ManifestEntry<Spec>,
    in scope: RegionScope,
    _ decoder: inout ManifestDecoder
  ) -> [Desired] {
    if let former = entry.spec.common.formerly {
      decoder.error(
        "an opt-out list cannot be renamed, since the refusals stay with the old name; write 'name: \(former.value)' to keep it under this key",
        at: former.range
      )
    }
    return [
      Desired(
        address: scope.address(name, entry.key.value),
        key: entry.key,
        serviceName: entry.spec.common.name?.value ?? entry.key.value,
        common: entry.spec.common
      )
    ]
  }

  package static func check(
    _ desired: [Desired],
    in manifest: RegionManifest,
    _ diagnostics: inout DiagnosticList
  ) {
    diagnostics.requireUnique(
      desired,
      by: \.serviceName,
      what: "opt-out list"
    )
  }

  /// Reads all lists, and the tags of those whose tags are managed, with `--prune` of all.
  package static func observe(
    _ desired: [Desired],
    in manifest: RegionManifest,
    with reader: RegionReader
  ) async throws -> Observed {
    let lists = try await reader.optOutLists()
    let managed = desired.filter { reader.needsTags(of: $0.address, $0.common, in: manifest.scope) }
    let arns =
      reader.prunes
      ? lists.values.map(\.optOutListArn)
      : managed.compactMap { lists[$0.serviceName]?.optOutListArn }
    return Observed(lists: lists, tags: try await reader.tags(of: arns))
  }

  package static func plan(_ desired: [Desired], observed: Observed, into plan: inout RegionPlan) {
    for list in desired {
      if let live = observed.lists[list.serviceName] {
        plan.settle(
          ResourceChange(list.address, .none, range: list.key.range),
          arn: live.optOutListArn,
          tags: observed.tags[live.optOutListArn],
          common: list.common
        )
      } else {
        plan.add(creation(of: list, in: plan))
      }
    }
  }

  /// `Default` is never unwanted.
  package static func planUnwanted(
    besides desired: [Desired],
    observed: Observed,
    into plan: inout RegionPlan
  ) {
    let names = Set(desired.map(\.serviceName))
    for (name, live) in observed.lists.sorted(by: { $0.key < $1.key })
    where !names.contains(name) && name != builtInName {
      plan.settle(unwanted(live, tags: observed.tags[live.optOutListArn] ?? [:], in: plan))
    }
  }

  /// What takes a list away that the manifest does not have.
  private static func unwanted(
    _ live: LiveOptOutList,
    tags: Tags,
    in plan: RegionPlan
  ) -> UnwantedResource {
    let name = live.optOutListName
    let address = plan.scope.address(self.name, name)
    let delete = Step(
      "DeleteOptOutList",
      of: address,
      after: [.milestone(Milestone(address, .unused))]
    ) { context in
      try await context.removing {
        try await context.call(DeleteOptOutList(optOutListName: name))
      }
    }
    var unwanted = UnwantedResource(address, tags: tags, removal: [delete])
    unwanted.blockade = plan.refusal(ofUsersOf: address)
    unwanted.loss = "the refusals of all who are on it are lost with it"
    return unwanted
  }

  private static func creation(of list: Desired, in plan: RegionPlan) -> ResourceChange {
    let tags = plan.creationTags(list.common)
    let scope = plan.scope
    let create = Step(
      "CreateOptOutList",
      of: list.address,
      reaching: [Milestone(list.address, .exists)]
    ) { context in
      let request = CreateOptOutList(
        optOutListName: list.serviceName,
        tags: tags.wire,
        clientToken: context.randomToken()
      )
      _ = try await context.creating {
        try await list.existing(tagged: tags, scope, context)
      } _: {
        try await context.call(request)
      }
    }
    return ResourceChange(
      list.address,
      .create,
      attributes: tags.asCreated,
      steps: [create],
      range: list.key.range
    )
  }
}

extension OptOutListKind.Desired {
  /// What the service has of that name.
  fileprivate func existing(
    tagged tags: Tags,
    _ scope: RegionScope,
    _ context: StepContext
  ) async throws -> Existing {
    let rows = try await context.call(DescribeOptOutLists(optOutListNames: [serviceName])).items
    guard let live = rows.first else { return .unseen }
    return try await context.existing(live.optOutListArn, tagged: tags, in: scope)
  }
}
