internal import SMSVoice

package struct DescribeKeywords: PaginatedOperation {
  package var originationIdentity: String
  package var maxResults: Int?
  package var nextToken: String?

  package struct Response: Page {
    package var keywords: [LiveKeyword]?
    package var nextToken: String?
    package var items: [LiveKeyword] { keywords ?? [] }
  }
}

/// A keyword as the service tells it: in capitals.
package struct LiveKeyword: Decodable, Sendable, Equatable {
  package var keyword: String
  package var keywordMessage: String
  package var keywordAction: String
}

package struct PutKeyword: ServiceOperation {
  package var originationIdentity: String
  package var keyword: String
  package var keywordMessage: String
  /// Left out for HELP and STOP, whose action is fixed.
  package var keywordAction: String?

  package struct Response: Decodable, Sendable {}
}

extension RegionReader {
  /// The keywords of a number or pool by name in capitals, HELP and STOP among them.
  package func keywords(of identity: String) async throws -> [String: LiveKeyword] {
    try await once("keywords of \(identity)") { reader in
      let request = DescribeKeywords(originationIdentity: identity, maxResults: 100)
      let keyed = try await reader.all(request).map { ($0.keyword.uppercased(), $0) }
      return Dictionary(keyed) { $1 }
    }
  }
}
