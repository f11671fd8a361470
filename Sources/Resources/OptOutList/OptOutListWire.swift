internal import SMSVoice

/// Lists opt-out lists: the account's own, or the one that a creation asks for by name.
struct DescribeOptOutLists: PaginatedOperation {
  /// Instead of an owner.
  var optOutListNames: [String]?
  /// `SELF` leaves out what other accounts share; nil beside names.
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
  /// For tags, and to find the list that a setting names by ARN.
  var optOutListArn: String
  /// Fixed when the list is made.
  var optOutListName: String
}

/// Makes an empty list; its name cannot change.
struct CreateOptOutList: ServiceOperation {
  var optOutListName: String
  var tags: [Tag]
  /// Random: the name alone keeps a second list from being made.
  var clientToken: String

  struct Response: Decodable, Sendable {}
}

/// Erases every number on the list with it.
struct DeleteOptOutList: ServiceOperation {
  var optOutListName: String

  struct Response: Decodable, Sendable {}
}

/// Reads who is on a list, page by page.
///
/// The answers hold numbers of people, which no trace may show: see `Operation.isPersonal`.
struct DescribeOptedOutNumbers: PaginatedOperation {
  var optOutListName: String
  var maxResults: Int?
  var nextToken: String?

  struct Response: Page {
    /// One refusal; when it came and whether the person or the account noted it is not read.
    struct Entry: Decodable, Sendable {
      /// E.164, perhaps without its plus.
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
  /// E.164, perhaps without its plus, as another list has it.
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
