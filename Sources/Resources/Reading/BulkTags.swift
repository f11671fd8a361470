internal import SMSVoice

/// `GetResources` of the Resource Groups Tagging API: resources with their tags, a hundred a page.
///
/// Resources that never had a tag are not in the answer, which may lag behind the resources themselves.
/// <https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html>
struct GetResources: PaginatedOperation {
  static let service = CalledService.resourceGroupsTagging
  /// The service itself tells the tags, too, though one by one.
  static let isOptional = true

  /// Resources that have one of the values of a tag.
  struct TagFilter: Encodable, Sendable {
    var key: String
    var values: [String]
  }

  /// Such as `sms-voice:sender-id`.
  var resourceTypeFilters: [String]
  /// The tag `smsctl:project` with the name of the project.
  var tagFilters: [TagFilter]
  /// The most that the API answers.
  var resourcesPerPage = 100
  /// `PaginationToken` on the wire, as in the answer.
  var nextToken: String?

  private enum CodingKeys: String, CodingKey {
    case resourceTypeFilters
    case tagFilters
    case resourcesPerPage
    case nextToken = "paginationToken"
  }

  struct Response: Page {
    /// One resource with all its tags.
    struct Item: Decodable, Sendable {
      var resourceARN: String
      var tags: [Tag]
    }

    var resourceTagMappingList: [Item]?
    /// Empty on the last page.
    var nextToken: String?
    var items: [Item] { resourceTagMappingList ?? [] }

    private enum CodingKeys: String, CodingKey {
      case resourceTagMappingList
      case nextToken = "paginationToken"
    }
  }
}

extension RegionReader {
  /// The tags of all of a project's resources of a kind by ARN, as the tagging API tells them.
  ///
  /// Empty when it does not: nobody may notice, since no page of AWS names the service among those that the
  /// API covers. What it tells may be old, so that nothing may be written by it.
  func bulkTags(of kind: String, project: String) async throws -> [String: Tags] {
    try await once("bulk tags of \(kind)") { reader in
      let request = GetResources(
        resourceTypeFilters: ["sms-voice:\(kind)"],
        tagFilters: [.init(key: OwnershipTag.project, values: [project])]
      )
      do {
        let resources = try await reader.all(request).map { item in
          (item.resourceARN, Dictionary(item.tags.map { ($0.key, $0.value) }) { $1 })
        }
        return Dictionary(resources) { $1 }
      } catch is ServiceError {
        return [:]
      }
    }
  }
}
