/// `PutKeyword`, `DescribeKeywords`, `DeleteKeyword`.
enum KeywordOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "PutKeyword": { cloud, input throws(SimulatedError) in try cloud.putKeyword(input) },
    "DescribeKeywords": { cloud, input throws(SimulatedError) in
      try cloud.describeKeywords(input)
    },
    "DeleteKeyword": { cloud, input throws(SimulatedError) in try cloud.deleteKeyword(input) },
  ]
}

/// Whose keywords a call is about, by its place in the state.
private enum KeywordOwner {
  case phoneNumber(Int)
  case pool(Int)
}

extension RegionalCloud {
  private func owner(_ input: CallInput) throws(SimulatedError) -> KeywordOwner {
    let reference = try input.text("OriginationIdentity")
    let field = "OriginationIdentity"
    return reference.hasPrefix("pool-") || reference.contains(":pool/")
      ? .pool(try index(of: reference, in: \.pools, field: field))
      : .phoneNumber(try index(of: reference, in: \.phoneNumbers, field: field))
  }

  private func resource(_ owner: KeywordOwner) -> (kind: ResourceKind, id: String) {
    switch owner {
    case .phoneNumber(let index): (.phoneNumber, state.phoneNumbers[index].id)
    case .pool(let index): (.pool, state.pools[index].id)
    }
  }

  /// The owner's own keywords, as stored.
  private subscript(_ owner: KeywordOwner) -> [Keyword] {
    get {
      switch owner {
      case .phoneNumber(let index): state.phoneNumbers[index].keywords
      case .pool(let index): state.pools[index].keywords
      }
    }
    set {
      let old = self[owner]
      if assumptions.holds(.keywordReads, "lagging") { staleKeywords[resource(owner).id] = old }
      switch owner {
      case .phoneNumber(let index): state.phoneNumbers[index].keywords = newValue
      case .pool(let index): state.pools[index].keywords = newValue
      }
    }
  }

  private func identityMembers(_ owner: KeywordOwner) -> JSONObject {
    let resource = resource(owner)
    return [
      "OriginationIdentityArn": .string(arn(resource.kind, resource.id)),
      "OriginationIdentity": .string(resource.id),
    ]
  }

  private func row(_ keyword: Keyword) -> JSONObject {
    [
      "Keyword": .string(keyword.keyword),
      "KeywordMessage": .string(keyword.message),
      "KeywordAction": .string(keyword.action),
    ]
  }

  private func result(_ keyword: Keyword, of owner: KeywordOwner) -> JSONObject {
    var result = identityMembers(owner)
    for member in row(keyword).members { result.append(member.name, member.value) }
    return result
  }

  private func checkChangeable(_ owner: KeywordOwner) throws(SimulatedError) {
    switch owner {
    case .phoneNumber(let index):
      let id = state.phoneNumbers[index].id
      guard pool(ofNumber: id) == nil || assumptions.holds(.pooledNumberKeywordWrites, "accepted")
      else {
        throw .conflict("PHONE_NUMBER_ASSOCIATED_TO_POOL", ResourceKind.phoneNumber.rawValue, id)
      }
    case .pool(let index):
      let pool = state.pools[index]
      guard
        status(of: pool) == "ACTIVE" || assumptions.holds(.poolUpdateWhileCreating, "accepted")
      else { throw .conflict("RESOURCE_NOT_ACTIVE", ResourceKind.pool.rawValue, pool.id) }
    }
  }

  fileprivate mutating func putKeyword(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    let owner = try owner(input)
    try checkChangeable(owner)
    let given = try input.text("Keyword")
    guard given.first != " ", given.last != " " else {
      throw .invalid("FIELD_VALIDATION_FAILED", "Keyword", "must not start or end with a space")
    }
    var keyword = Keyword(
      keyword: assumptions.holds(.keywordCase, "upper") ? given.uppercased() : given,
      message: try input.text("KeywordMessage"),
      action: input["KeywordAction"] ?? Keyword.automaticResponse
    )
    let known = self[owner].firstIndex { $0.keyword.uppercased() == given.uppercased() }
    if let builtIn = keyword.builtIn {
      guard input["KeywordAction"] ?? builtIn.action == builtIn.action else {
        let kind = ResourceKind.keyword.rawValue
        throw .conflict("RESOURCE_MODIFICATION_NOT_ALLOWED", kind, builtIn.keyword)
      }
      keyword.keyword = builtIn.keyword
      keyword.action = builtIn.action
    }
    if let known {
      self[owner][known] = keyword
    } else {
      guard self[owner].count < Limits.keywords else { throw .keywordQuota(resource(owner).kind) }
      self[owner].append(keyword)
    }
    return result(keyword, of: owner)
  }

  fileprivate mutating func describeKeywords(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let owner = try owner(input)
    let id = resource(owner).id
    var keywords = staleKeywords.removeValue(forKey: id) ?? shownKeywords(owner)
    if let names = input.texts("Keywords"), !names.isEmpty {
      var found: [Keyword] = []
      for name in names.map({ $0.uppercased() }) {
        guard let keyword = keywords.first(where: { $0.keyword.uppercased() == name }) else {
          try tolerate(.notFound(ResourceKind.keyword.rawValue, name))
          continue
        }
        found.append(keyword)
      }
      keywords = found
    } else if assumptions.holds(.builtInKeywordsListed, "no") {
      keywords.removeAll { $0.builtIn != nil }
    }
    var result = try listing("DescribeKeywords", input)
      .page(keywords.map(row), into: "Keywords", as: "KeywordInformation")
    for member in identityMembers(owner).members { result.append(member.name, member.value) }
    return result
  }

  private func shownKeywords(_ owner: KeywordOwner) -> [Keyword] {
    guard assumptions.holds(.pooledNumberKeywords, "pool"), case .phoneNumber = owner,
      let pool = pool(ofNumber: resource(owner).id)
    else { return self[owner] }
    return pool.keywords
  }

  fileprivate mutating func deleteKeyword(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    let owner = try owner(input)
    try checkChangeable(owner)
    let name = try input.text("Keyword").uppercased()
    let kind = ResourceKind.keyword.rawValue
    guard let index = self[owner].firstIndex(where: { $0.keyword.uppercased() == name }) else {
      throw .notFound(kind, name)
    }
    let keyword = self[owner][index]
    guard keyword.builtIn == nil else {
      throw .conflict("RESOURCE_DELETION_NOT_ALLOWED", kind, keyword.keyword)
    }
    self[owner].remove(at: index)
    return result(keyword, of: owner)
  }
}

extension SimulatedError {
  fileprivate static func keywordQuota(_ kind: ResourceKind) -> SimulatedError {
    .quotaExceeded(kind == .pool ? "KEYWORDS_PER_POOL" : "KEYWORDS_PER_PHONE_NUMBER")
  }
}
