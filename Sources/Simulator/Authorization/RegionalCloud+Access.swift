internal import SMSVoice

/// Works out what leave a call needs: from the table of actions, the request, and what there is.
extension RegionalCloud {
  /// Everything that must be allowed before a call is carried out.
  func accessRequests(_ operation: String, _ input: CallInput) -> [AccessRequest] {
    if TaggedResourceOperations.handlers[operation] != nil {
      return [AccessRequest(action: "tag:\(operation)", resource: "*")]
    }
    let action = IAMAction.bundled[Operation(rawValue: operation)]
    let types = action?.resourceTypes ?? []
    let named = namedResources(input).filter { types.contains($0.kind.rawValue) }.map(\.arn)
    let takesTags = action?.takesRequestTags == true
    let tagContext = takesTags ? requestTagContext(input) : [:]
    var requests = (named.isEmpty ? ["*"] : named).map {
      AccessRequest(
        action: "sms-voice:\(operation)",
        resource: $0,
        context: tagContext.merging(resourceTagContext($0)) { $1 }
      )
    }
    if !tagContext.isEmpty, operation != "TagResource" {
      requests.append(
        AccessRequest(
          action: "sms-voice:TagResource",
          resource: newResource(operation, input),
          context: tagContext
        )
      )
    }
    guard action?.passesRole == true else { return requests }
    return requests
      + input.roles.map {
        AccessRequest(
          action: "iam:PassRole",
          resource: $0,
          context: [ConditionKey.passedToService: [IAMAction.passedToService]]
        )
      }
  }

  /// What a creation tags: the resource it makes, its id a star where only the service knows it.
  private func newResource(_ operation: String, _ input: CallInput) -> String {
    switch operation {
    case "CreateConfigurationSet": arn(.configurationSet, input["ConfigurationSetName"] ?? "*")
    case "CreateOptOutList": arn(.optOutList, input["OptOutListName"] ?? "*")
    case "CreatePool": arn(.pool, "*")
    case "CreateProtectConfiguration": arn(.protectConfiguration, "*")
    case "RequestPhoneNumber": arn(.phoneNumber, "*")
    case "RequestSenderId":
      arn(.senderID, "\(input["SenderId"] ?? "*")/\(input["IsoCountryCode"] ?? "*")")
    default: "*"
    }
  }

  private func requestTagContext(_ input: CallInput) -> [String: [String]] {
    var context: [String: [String]] = [:]
    for tag in input.objects("Tags") {
      guard let key = tag["Key"]?.text else { continue }
      context[ConditionKey.requestTag + key.lowercased()] = [tag["Value"]?.text ?? ""]
      context[ConditionKey.tagKeys, default: []].append(key)
    }
    return context
  }

  private func resourceTagContext(_ arn: String) -> [String: [String]] {
    var context: [String: [String]] = [:]
    for (key, value) in tags(of: arn) {
      context[ConditionKey.resourceTag + key.lowercased()] = [value]
    }
    return context
  }

  /// The tags of a resource; empty when there is no such resource.
  private func tags(of arn: String) -> [String: String] {
    func tags<Resource: CloudResource>(_ resources: [Resource]) -> [String: String] {
      resources.first { self.arn(Resource.kind, $0.id) == arn }?.tags ?? [:]
    }
    return switch Self.kind(ofARN: arn) {
    case .configurationSet: tags(state.configurationSets)
    case .optOutList: tags(state.optOutLists)
    case .phoneNumber: tags(state.phoneNumbers)
    case .pool: tags(state.pools)
    case .protectConfiguration: tags(state.protectConfigurations)
    case .senderID: tags(state.senderIds)
    case .account, .eventDestination, .keyword, .optedOutNumber, nil: [:]
    }
  }
}

extension CallInput {
  /// The ARNs of the roles that a request passes.
  fileprivate var roles: [String] {
    let destinations = members.members.compactMap { $0.value.fields?["IamRoleArn"]?.text }
    return [self["TwoWayChannelRole"]].compactMap(\.self) + destinations
  }
}
