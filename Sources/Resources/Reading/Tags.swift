internal import SMSVoice

/// One tag as the service spells it.
package struct Tag: Codable, Sendable, Equatable {
  var key: String
  var value: String
}

/// Reads the tags of one resource, which no list tells; ten calls a second are allowed.
struct ListTagsForResource: ServiceOperation {
  /// An ARN: the calls about tags take no id or name, as others do.
  var resourceArn: String

  struct Response: Decodable, Sendable {
    /// Nil counts as none.
    var tags: [Tag]?
  }
}

/// Adds tags, or gives them other values; those that it does not name stay.
struct TagResource: ServiceOperation {
  var resourceArn: String
  var tags: [Tag]

  struct Response: Decodable, Sendable {}
}

/// Takes tags away by key; whether it refuses those that are not there is not documented.
struct UntagResource: ServiceOperation {
  var resourceArn: String
  var tagKeys: [String]

  struct Response: Decodable, Sendable {}
}

/// The tags of one resource by key.
package typealias Tags = [String: String]

/// The tags by which smsctl knows what it owns.
package enum OwnershipTag {
  /// Holds the manifest's `project`.
  package static let project = "smsctl:project"
  /// Holds the manifest's key, on kinds to which the service gives an id and no name.
  package static let name = "smsctl:name"
  /// Marks a pool that did not get its first settings yet, so that a run that goes on where one was
  /// killed does not take them for a change of a pool in use.
  package static let settling = "smsctl:settling"
  /// What the console shows as the name of a pool or a protect configuration.
  ///
  /// Written once, never enforced.
  package static let consoleName = "Name"
}

extension RegionReader {
  /// The tags of one resource.
  package func tags(of arn: String) async throws -> Tags {
    try await once("tags \(arn)") { try await $0.readTags(of: arn) }
  }

  /// The tags of one resource as they are now, whatever was read before.
  func readTags(of arn: String) async throws -> Tags {
    let answer = try await call(ListTagsForResource(resourceArn: arn))
    return Dictionary((answer.tags ?? []).map { ($0.key, $0.value) }) { $1 }
  }

  /// The tags of many resources by ARN.
  package func tags(of arns: some Sequence<String>) async throws -> [String: Tags] {
    try await each(arns) { try await self.tags(of: $0) }
  }
}

extension [String: String] {
  /// The list as a call takes it, in order of the keys.
  package var wire: [Tag] {
    sorted { $0.key < $1.key }.map { Tag(key: $0.key, value: $0.value) }
  }
}
