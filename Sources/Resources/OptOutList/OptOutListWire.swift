internal import SMSVoice

struct DescribeOptOutLists: PaginatedOperation {
  /// Instead of an owner.
  var optOutListNames: [String]?
  var owner: String?
  var maxResults: Int?
  var nextToken: String?

  struct Response: Page {
    var optOutLists: [LiveOptOutList]?
    var nextToken: String?
    var items: [LiveOptOutList] { optOutLists ?? [] }
  }
}

/// An opt-out list as the service tells it.
package struct LiveOptOutList: Decodable, Sendable, Equatable {
  var optOutListArn: String
  var optOutListName: String
}

struct CreateOptOutList: ServiceOperation {
  var optOutListName: String
  var tags: [Tag]
  var clientToken: String

  struct Response: Decodable, Sendable {
    var optOutListArn: String?
  }
}

/// Erases every number on the list with it.
struct DeleteOptOutList: ServiceOperation {
  var optOutListName: String

  struct Response: Decodable, Sendable {}
}

struct DescribeOptedOutNumbers: PaginatedOperation {
  var optOutListName: String
  var maxResults: Int?
  var nextToken: String?

  struct Response: Page {
    struct Entry: Decodable, Sendable {
      var optedOutNumber: String
    }

    var optedOutNumbers: [Entry]?
    var nextToken: String?
    var items: [Entry] { optedOutNumbers ?? [] }
  }
}

/// Adds a number to a list; nothing changes when it is there already.
struct PutOptedOutNumber: ServiceOperation {
  var optOutListName: String
  var optedOutNumber: String

  struct Response: Decodable, Sendable {}
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
