internal import SMSVoice

struct DescribeConfigurationSets: PaginatedOperation {
  var configurationSetNames: [String]?
  var maxResults: Int?
  var nextToken: String?

  struct Response: Page {
    var configurationSets: [LiveConfigurationSet]?
    var nextToken: String?
    var items: [LiveConfigurationSet] { (configurationSets ?? []).map(\.canonical) }
  }
}

/// A configuration set as the service tells it: all of it but the tags.
package struct LiveConfigurationSet: Decodable, Sendable, Equatable {
  var configurationSetArn: String
  var configurationSetName: String
  var eventDestinations: [LiveEventDestination]?
  var defaultMessageType: String?
  var defaultSenderId: String?
  /// Absent means false.
  var defaultMessageFeedbackEnabled: Bool?
  var protectConfigurationId: String?
}

struct CreateConfigurationSet: ServiceOperation {
  var configurationSetName: String
  var tags: [Tag]
  var clientToken: String

  struct Response: Decodable, Sendable {}
}

struct SetDefaultMessageType: ServiceOperation {
  var configurationSetName: String
  var messageType: String

  struct Response: Decodable, Sendable {}
}

struct DeleteDefaultMessageType: ServiceOperation {
  var configurationSetName: String

  struct Response: Decodable, Sendable {}
}

struct SetDefaultSenderId: ServiceOperation {
  var configurationSetName: String
  var senderId: String

  struct Response: Decodable, Sendable {}
}

struct DeleteDefaultSenderId: ServiceOperation {
  var configurationSetName: String

  struct Response: Decodable, Sendable {}
}

struct SetDefaultMessageFeedbackEnabled: ServiceOperation {
  var configurationSetName: String
  var messageFeedbackEnabled: Bool

  struct Response: Decodable, Sendable {}
}

struct AssociateProtectConfiguration: ServiceOperation {
  var protectConfigurationId: String
  var configurationSetName: String

  struct Response: Decodable, Sendable {}
}

struct DisassociateProtectConfiguration: ServiceOperation {
  var protectConfigurationId: String
  var configurationSetName: String

  struct Response: Decodable, Sendable {}
}

struct DeleteConfigurationSet: ServiceOperation {
  var configurationSetName: String

  struct Response: Decodable, Sendable {}
}

extension StepContext {
  /// A configuration set as it reads now; nil when there is none.
  func live(set name: String) async throws -> LiveConfigurationSet? {
    let request = DescribeConfigurationSets(configurationSetNames: [name])
    return try await seen { try await call(request).items.first }.flatMap(\.self)
  }
}

extension RegionReader {
  /// The configuration sets by name.
  package func configurationSets() async throws -> [String: LiveConfigurationSet] {
    try await once("configuration sets") { reader in
      let all = try await reader.all(DescribeConfigurationSets(maxResults: 100))
      return Dictionary(all.map { ($0.configurationSetName, $0) }) { $1 }
    }
  }
}
