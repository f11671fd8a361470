/// `CreateOptOutList`, `DescribeOptOutLists`, `DeleteOptOutList`.
enum OptOutListOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "CreateOptOutList": { cloud, input throws(SimulatedError) in
      try cloud.createOptOutList(input)
    },
    "DescribeOptOutLists": { cloud, input throws(SimulatedError) in
      try cloud.describeOptOutLists(input)
    },
    "DeleteOptOutList": { cloud, input throws(SimulatedError) in
      try cloud.deleteOptOutList(input)
    },
  ]
}

extension RegionalCloud {
  /// The members of every result about a list.
  fileprivate func row(_ list: OptOutList) -> JSONObject {
    [
      "OptOutListArn": .string(arn(.optOutList, list.name)),
      "OptOutListName": .string(list.name),
      "Tags": wire(list.tags),
      "CreatedTimestamp": .number(list.createdAt),
    ]
  }

  fileprivate mutating func createOptOutList(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let name = try input.text("OptOutListName")
    guard !state.optOutLists.contains(where: { $0.name == name }) else {
      throw .conflict("RESOURCE_ALREADY_EXISTS", ResourceKind.optOutList.rawValue, name)
    }
    guard state.optOutLists.count < Limits.optOutLists else {
      throw .quotaExceeded("OPT_OUT_LISTS_PER_ACCOUNT")
    }
    let list = OptOutList(name: name, createdAt: now, tags: try newTags(input))
    state.optOutLists.append(list)
    return row(list)
  }

  fileprivate func describeOptOutLists(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    var rows = try selection(from: \.optOutLists, ids: "OptOutListNames", input).map(row)
    if showsShared(input, ids: "OptOutListNames") {
      rows.append(sharingAccount.row(OptOutList(name: "shared-by-another-account")))
    }
    return try listing("DescribeOptOutLists", input)
      .page(rows, into: "OptOutLists", as: "OptOutListInformation")
  }

  fileprivate mutating func deleteOptOutList(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try index(
      of: input.text("OptOutListName"),
      in: \.optOutLists,
      field: "OptOutListName"
    )
    let list = state.optOutLists[index]
    guard list.name != OptOutList.defaultName else {
      throw .conflict("RESOURCE_DELETION_NOT_ALLOWED", ResourceKind.optOutList.rawValue, list.name)
    }
    let users = state.phoneNumbers.map(\.settings) + state.pools.map(\.settings)
    guard !users.contains(where: { $0.optOutList == list.name }) else {
      let reason = assumptions[.optOutListInUse]
      throw .conflict(reason, ResourceKind.optOutList.rawValue, list.name)
    }
    state.optOutLists.remove(at: index)
    return row(list)
  }
}
