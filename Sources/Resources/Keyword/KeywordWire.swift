internal import SMSVoice

/// Reads the keywords of one number or pool; no call reads those of several.
struct DescribeKeywords: PaginatedOperation {
  /// The id of a number or a pool.
  var originationIdentity: String
  /// At most five, in capitals; nil for all.
  ///
  /// One that is not there fails the call.
  var keywords: [String]?
  var maxResults: Int?
  var nextToken: String?

  struct Response: Page {
    var keywords: [LiveKeyword]?
    var nextToken: String?
    var items: [LiveKeyword] { keywords ?? [] }
  }
}

/// A keyword as the service tells it: in capitals.
package struct LiveKeyword: Decodable, Sendable, Equatable {
  var keyword: String
  var keywordMessage: String
  /// A raw value of `KeywordAction`, or one that this version does not know.
  var keywordAction: String
}

/// Makes a keyword, or puts this one in the place of the one that has its name.
struct PutKeyword: ServiceOperation {
  /// The id of a number or a pool; numbers in a pool have the pool's keywords.
  var originationIdentity: String
  /// In capitals.
  var keyword: String
  /// Always given, even where only the action changes.
  var keywordMessage: String
  /// Left out for HELP and STOP, whose action is fixed.
  var keywordAction: String?

  struct Response: Decodable, Sendable {}
}

/// Takes a keyword away; of HELP and STOP it is refused.
struct DeleteKeyword: ServiceOperation {
  /// The id of a number or a pool.
  var originationIdentity: String
  var keyword: String

  struct Response: Decodable, Sendable {}
}

extension RegionReader {
  /// The keywords of a number or pool by name in capitals, HELP and STOP among them.
  package func keywords(of identity: String) async throws -> [String: LiveKeyword] {
    try await once("keywords of \(identity)") { reader in
      let request = DescribeKeywords(originationIdentity: identity, maxResults: 100)
      var all = try await reader.all(request)
      let names = Set(all.map { $0.keyword.uppercased() })
      if !Keyword.builtIn.isSubset(of: names) {
        // Whether the built-in ones are listed without being asked for by name is not documented.
        all += try await reader.builtInKeywords(of: identity)
      }
      return Dictionary(all.map { ($0.keyword.uppercased(), $0) }) { $1 }
    }
  }

  private func builtInKeywords(of identity: String) async throws -> [LiveKeyword] {
    do {
      let names = Keyword.builtIn.sorted()
      return try await all(DescribeKeywords(originationIdentity: identity, keywords: names))
    } catch let error as ServiceError where error.kind == .notFound {
      return []
    }
  }
}
