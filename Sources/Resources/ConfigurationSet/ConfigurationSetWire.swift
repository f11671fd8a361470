internal import SMSVoice

/// Reads configuration sets with their defaults, destinations and protection: all but their tags.
struct DescribeConfigurationSets: PaginatedOperation {
  /// At most five; nil for all sets of the account.
  ///
  /// One that does not exist fails the call.
  var configurationSetNames: [String]?
  var maxResults: Int?
  var nextToken: String?

  struct Response: Page {
    var configurationSets: [LiveConfigurationSet]?
    var nextToken: String?
    /// In canonical spelling, so that a row can be compared as it is.
    var items: [LiveConfigurationSet] { (configurationSets ?? []).map(\.canonical) }
  }
}

/// A configuration set as the service tells it: all of it but the tags.
package struct LiveConfigurationSet: Decodable, Sendable, Equatable {
  /// For tags alone: other calls take the name.
  var configurationSetArn: String
  var configurationSetName: String
  /// Nil counts as none.
  var eventDestinations: [LiveEventDestination]?
  /// In capitals; nil where there is no default.
  var defaultMessageType: String?
  /// A name, without a country; nil where there is no default.
  var defaultSenderId: String?
  /// Absent means false.
  var defaultMessageFeedbackEnabled: Bool?
  /// An id, never an ARN, once canonical; nil where the rules of the account default hold.
  var protectConfigurationId: String?
}

/// Makes a set with a name and tags; each default, destination and protection takes a call of its own.
struct CreateConfigurationSet: ServiceOperation {
  var configurationSetName: String
  var tags: [Tag]
  /// Random: the name alone keeps a second set from being made.
  var clientToken: String

  struct Response: Decodable, Sendable {}
}

/// Sets the type of messages that name none.
///
/// AWS's page speaks of the account, but reads show it for the set.
struct SetDefaultMessageType: ServiceOperation {
  var configurationSetName: String
  /// A raw value of `MessageType`.
  var messageType: String

  struct Response: Decodable, Sendable {}
}

/// Clears the default message type; made only where a read has shown one.
struct DeleteDefaultMessageType: ServiceOperation {
  var configurationSetName: String

  struct Response: Decodable, Sendable {}
}

/// Sets the sender ID of messages that name no originator.
struct SetDefaultSenderId: ServiceOperation {
  var configurationSetName: String
  /// A name in capitals, without a country.
  var senderId: String

  struct Response: Decodable, Sendable {}
}

/// Clears the default sender ID; made only where a read has shown one.
struct DeleteDefaultSenderId: ServiceOperation {
  var configurationSetName: String

  struct Response: Decodable, Sendable {}
}

/// Switches message feedback; there is no call that clears it, and false is as good.
struct SetDefaultMessageFeedbackEnabled: ServiceOperation {
  var configurationSetName: String
  var messageFeedbackEnabled: Bool

  struct Response: Decodable, Sendable {}
}

/// Gives a set a protect configuration, in the place of the one that it has.
struct AssociateProtectConfiguration: ServiceOperation {
  var protectConfigurationId: String
  var configurationSetName: String

  struct Response: Decodable, Sendable {}
}

/// Takes a protect configuration from a set, which must have that very one.
struct DisassociateProtectConfiguration: ServiceOperation {
  var protectConfigurationId: String
  var configurationSetName: String

  struct Response: Decodable, Sendable {}
}

/// Deletes a set and its event destinations, whoever still names it in messages.
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
