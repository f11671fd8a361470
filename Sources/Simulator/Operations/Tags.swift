/// `TagResource`, `UntagResource`, `ListTagsForResource`.
enum TagOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "TagResource": { cloud, input throws(SimulatedError) in try cloud.tagResource(input) },
    "UntagResource": { cloud, input throws(SimulatedError) in try cloud.untagResource(input) },
    "ListTagsForResource": { cloud, input throws(SimulatedError) in
      try cloud.listTagsForResource(input)
    },
  ]
}

extension RegionalCloud {
  /// The tags that a create or request gives; empty when it gives none.
  func newTags(_ input: CallInput) throws(SimulatedError) -> [String: String] {
    let tags = try Self.tags(input)
    guard tags.count <= Limits.tagsPerResource else { throw .quotaExceeded("TAGS_PER_RESOURCE") }
    return tags
  }

  private static func tags(_ input: CallInput) throws(SimulatedError) -> [String: String] {
    var tags: [String: String] = [:]
    for (index, tag) in input.objects("Tags").enumerated() {
      let key = tag["Key"]?.text ?? ""
      guard !key.lowercased().hasPrefix("aws:") else { throw .reservedTag("Tags[\(index)].Key") }
      tags[key] = tag["Value"]?.text ?? ""
    }
    return tags
  }

  /// Lets `change` at the tags of the resource that an ARN names.
  private mutating func withTags<Result>(
    _ input: CallInput,
    _ change: (inout [String: String]) throws(SimulatedError) -> Result
  ) throws(SimulatedError) -> Result {
    let reference = try input.text("ResourceArn")
    let start = arn(.pool, "").dropLast("pool/".count)
    let parts = reference.dropFirst(start.count).split(separator: "/", maxSplits: 1)
    guard reference.hasPrefix(start), parts.count == 2,
      let kind = ResourceKind(rawValue: String(parts[0]))
    else { throw .invalid("INVALID_ARN", "ResourceArn", "does not name a resource of this region") }
    func at<R: CloudResource>(
      _ list: WritableKeyPath<RegionState, [R]>
    ) throws(SimulatedError) -> WritableKeyPath<RegionState, [String: String]> {
      let index = try index(of: reference, in: list, field: "ResourceArn")
      return list.appending(path: \[R][index].tags)
    }
    let path =
      switch kind {
      case .configurationSet: try at(\.configurationSets)
      case .optOutList: try at(\.optOutLists)
      case .phoneNumber: try at(\.phoneNumbers)
      case .pool: try at(\.pools)
      case .protectConfiguration: try at(\.protectConfigurations)
      case .senderID: try at(\.senderIds)
      case .account, .eventDestination, .keyword, .optedOutNumber:
        throw SimulatedError.invalid("INVALID_ARN", "ResourceArn", "has no tags")
      }
    return try change(&state[keyPath: path])
  }

  fileprivate mutating func tagResource(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    let added = try Self.tags(input)
    try withTags(input) { tags throws(SimulatedError) in
      tags.merge(added) { _, new in new }
      guard tags.count <= Limits.tagsPerResource else { throw .quotaExceeded("TAGS_PER_RESOURCE") }
    }
    return [:]
  }

  fileprivate mutating func untagResource(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    let keys = input.texts("TagKeys") ?? []
    let refusesMissing = assumptions.holds(.untagMissingKey, "refused")
    try withTags(input) { tags throws(SimulatedError) in
      for key in keys {
        if tags.removeValue(forKey: key) == nil, refusesMissing {
          throw .invalid("INVALID_PARAMETER", "TagKeys", "'\(key)' is not a tag of the resource")
        }
      }
    }
    return [:]
  }

  fileprivate mutating func listTagsForResource(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let tags = try withTags(input) { tags throws(SimulatedError) in tags }
    return ["ResourceArn": .string(try input.text("ResourceArn")), "Tags": wire(tags)]
  }
}

extension SimulatedError {
  fileprivate static func reservedTag(_ field: String) -> SimulatedError {
    .invalid("INVALID_PARAMETER", field, "keys that begin with 'aws:' are reserved")
  }
}
