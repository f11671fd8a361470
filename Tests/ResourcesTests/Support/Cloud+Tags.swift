/// What the tagging API answers.
extension Cloud {
  /// Tags as answers have them.
  static func wire(_ tags: [String: String]) -> JSON {
    .array(tags.map { ["Key": "\($0.key)", "Value": "\($0.value)"] })
  }

  /// A page of `GetResources`, in order of the ARNs; the token is where the next one starts.
  func taggedResources(_ body: JSON) -> JSON {
    let rows = (bulkTags ?? tags).sorted { $0.key < $1.key }.map { arn, tags -> JSON in
      ["ResourceARN": "\(arn)", "Tags": Self.wire(tags)]
    }
    let start = body["PaginationToken"]?.text.flatMap(Int.init) ?? 0
    let end = min(start + pageSize, rows.count)
    return [
      "ResourceTagMappingList": .array(Array(rows[start..<end])),
      "PaginationToken": end < rows.count ? "\(end)" : "",
    ]
  }
}
