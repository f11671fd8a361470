internal import SMSVoice

package struct DescribeConfigurationSets: PaginatedOperation {
  package var maxResults: Int?
  package var nextToken: String?

  package struct Response: Page {
    package var configurationSets: [LiveConfigurationSet]?
    package var nextToken: String?
    package var items: [LiveConfigurationSet] { configurationSets ?? [] }
  }
}

/// A configuration set as the service tells it: all of it but the tags.
package struct LiveConfigurationSet: Decodable, Sendable, Equatable {
  package var configurationSetArn: String
  package var configurationSetName: String
  package var eventDestinations: [LiveEventDestination]?
  package var defaultMessageType: String?
  package var defaultSenderId: String?
  /// Absent means false.
  package var defaultMessageFeedbackEnabled: Bool?
  package var protectConfigurationId: String?
}

package struct CreateConfigurationSet: ServiceOperation {
  package var configurationSetName: String
  package var tags: [Tag]
  package var clientToken: String

  package struct Response: Decodable, Sendable {}
}

package struct SetDefaultMessageType: ServiceOperation {
  package var configurationSetName: String
  package var messageType: String

  package struct Response: Decodable, Sendable {}
}

package struct DeleteDefaultMessageType: ServiceOperation {
  package var configurationSetName: String

  package struct Response: Decodable, Sendable {}
}

package struct SetDefaultSenderId: ServiceOperation {
  package var configurationSetName: String
  package var senderId: String

  package struct Response: Decodable, Sendable {}
}

package struct DeleteDefaultSenderId: ServiceOperation {
  package var configurationSetName: String

  package struct Response: Decodable, Sendable {}
}

package struct SetDefaultMessageFeedbackEnabled: ServiceOperation {
  package var configurationSetName: String
  package var messageFeedbackEnabled: Bool

  package struct Response: Decodable, Sendable {}
}

package struct AssociateProtectConfiguration: ServiceOperation {
  package var protectConfigurationId: String
  package var configurationSetName: String

  package struct Response: Decodable, Sendable {}
}

package struct DisassociateProtectConfiguration: ServiceOperation {
  package var protectConfigurationId: String
  package var configurationSetName: String

  package struct Response: Decodable, Sendable {}
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
