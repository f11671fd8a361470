/// The JSON services that the simulator plays, told apart by what a request calls.
enum SimulatedAPI: Sendable {
  /// End User Messaging SMS.
  case smsVoice
  /// The Resource Groups Tagging API, of which there is `GetResources`.
  case resourceGroupsTagging

  /// Reads `X-Amz-Target`; the first service unless it names the other.
  init(of request: ReceivedRequest) {
    let target = request.headers["x-amz-target"] ?? ""
    let names = target.hasPrefix(Self.resourceGroupsTagging.targetPrefix + ".")
    self = names ? .resourceGroupsTagging : .smsVoice
  }

  /// What `X-Amz-Target` has before the operation.
  var targetPrefix: String {
    switch self {
    case .smsVoice: ServiceDescription.bundled.targetPrefix
    case .resourceGroupsTagging: "ResourceGroupsTaggingAPI_20170126"
    }
  }

  /// What requests are signed for.
  var signingName: String {
    switch self {
    case .smsVoice: "sms-voice"
    case .resourceGroupsTagging: "tagging"
    }
  }

  /// Of requests and of answers.
  var contentType: String {
    switch self {
    case .smsVoice: "application/x-amz-json-1.0"
    case .resourceGroupsTagging: "application/x-amz-json-1.1"
    }
  }

  /// Whether the service has such an operation, be it simulated or not.
  func has(_ operation: String) -> Bool {
    switch self {
    case .smsVoice: ServiceDescription.bundled.operations[operation] != nil
    case .resourceGroupsTagging: TaggedResourceOperations.handlers[operation] != nil
    }
  }
}
