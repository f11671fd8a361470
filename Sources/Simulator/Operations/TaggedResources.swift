/// `GetResources` of the Resource Groups Tagging API, over the resources of one region.
///
/// <https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html>
enum TaggedResourceOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "GetResources": { cloud, input throws(SimulatedError) in try cloud.taggedResources(input) }
  ]
}

extension RegionalCloud {
  fileprivate typealias Tagged = (kind: ResourceKind, arn: String, tags: [String: String])

  fileprivate func taggedResources(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    let known = ["PaginationToken", "ResourcesPerPage", "ResourceTypeFilters", "TagFilters"]
    if let other = input.members.members.first(where: { !known.contains($0.name) }) {
      throw .invalidParameter("the simulator does not have \(other.name)")
    }
    let size = input.members["ResourcesPerPage"]?.wholeNumber ?? 50
    guard (1...100).contains(size) else {
      throw .invalidParameter("ResourcesPerPage must be between 1 and 100")
    }
    let types = input.texts("ResourceTypeFilters") ?? []
    let filters = try input.objects("TagFilters").map { filter throws(SimulatedError) in
      try TagFilter(filter)
    }
    let found = allTagged.filter { resource in
      (types.isEmpty || types.contains { resource.kind.isNamed(by: $0) })
        && filters.allSatisfy { $0.passes(resource.tags) }
    }
    let start = try Self.start(input)
    let end = min(found.count, start + size)
    return [
      "PaginationToken": .string(
        end < found.count ? PageToken.text(offset: end, of: "GetResources") : ""
      ),
      "ResourceTagMappingList": .array(
        found.dropFirst(start).prefix(size).map {
          .object(["ResourceARN": .string($0.arn), "Tags": wire($0.tags)])
        }
      ),
    ]
  }

  /// What has a tag.
  ///
  /// The service remembers those that had one; here they are forgotten with their last.
  private var allTagged: [Tagged] {
    func tagged<Resource: CloudResource>(_ resources: [Resource]) -> [Tagged] {
      resources.compactMap {
        $0.tags.isEmpty ? nil : (Resource.kind, arn(Resource.kind, $0.id), $0.tags)
      }
    }
    return tagged(state.optOutLists) + tagged(state.senderIds) + tagged(state.phoneNumbers)
      + tagged(state.pools) + tagged(state.configurationSets)
      + tagged(state.protectConfigurations)
  }

  private static func start(_ input: CallInput) throws(SimulatedError) -> Int {
    // An empty token asks for the first page, as no token does.
    let token = input["PaginationToken"].flatMap { $0.isEmpty ? nil : $0 }
    do {
      return try PageToken.offset(in: token, of: "GetResources")
    } catch {
      throw .invalidParameter("PaginationToken is not one of this operation")
    }
  }
}

/// One of the `TagFilters`: all of them must pass.
private struct TagFilter {
  let key: String
  /// Any of them; any value at all when there is none.
  let values: [String]

  init(_ filter: JSONObject) throws(SimulatedError) {
    guard let key = filter["Key"]?.text, !key.isEmpty else {
      throw .invalidParameter("a tag filter has no Key")
    }
    self.key = key
    values = filter["Values"]?.elements?.compactMap(\.text) ?? []
  }

  func passes(_ tags: [String: String]) -> Bool {
    guard let value = tags[key] else { return false }
    return values.isEmpty || values.contains(value)
  }
}

extension ResourceKind {
  /// Whether a type such as `sms-voice:pool`, or `sms-voice` for all of the service, is this one.
  fileprivate func isNamed(by type: String) -> Bool {
    type == "sms-voice" || type == "sms-voice:\(rawValue)"
  }
}

extension SimulatedError {
  fileprivate static func invalidParameter(_ message: String) -> SimulatedError {
    SimulatedError(code: "InvalidParameterException", message: message)
  }
}
