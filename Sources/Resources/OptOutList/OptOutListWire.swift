internal import SMSVoice

package struct DescribeOptOutLists: PaginatedOperation {
  package var owner: String?
  package var maxResults: Int?
  package var nextToken: String?

  package struct Response: Page {
    package var optOutLists: [LiveOptOutList]?
    package var nextToken: String?
    package var items: [LiveOptOutList] { optOutLists ?? [] }
  }
}

/// An opt-out list as the service tells it.
package struct LiveOptOutList: Decodable, Sendable, Equatable {
  package var optOutListArn: String
  package var optOutListName: String
}

package struct CreateOptOutList: ServiceOperation {
  package var optOutListName: String
  package var tags: [Tag]
  package var clientToken: String

  package struct Response: Decodable, Sendable {
    package var optOutListArn: String?
  }
}

package struct DescribeOptedOutNumbers: PaginatedOperation {
  package var optOutListName: String
  package var maxResults: Int?
  package var nextToken: String?

  package struct Response: Page {
    package struct Entry: Decodable, Sendable {
      package var optedOutNumber: String
    }

    package var optedOutNumbers: [Entry]?
    package var nextToken: String?
    package var items: [Entry] { optedOutNumbers ?? [] }
  }
}

extension RegionReader {
  /// The account's own opt-out lists by name.
  package func optOutLists() async throws -> [String: LiveOptOutList] {
    try await once("opt-out lists") { reader in
      let lists = try await reader.all(DescribeOptOutLists(owner: "SELF", maxResults: 100))
      return Dictionary(lists.map { ($0.optOutListName, $0) }) { $1 }
    }
  }
}
