internal import SMSVoice

extension ServiceError {
  /// No answer; the code is curl's wording, and the message ends with what to look at.
  init(_ error: TransportError) {
    self.init(
      kind: .transport,
      code: error.name,
      message: error.advisedMessage
    )
  }
}

extension TransportError {
  /// The message and what to check, said once.
  package var advisedMessage: String {
    // Of certificates the message itself says what to do where that is known.
    let isAdvised =
      cause == .security && ["AWS_CA_BUNDLE", "clock"].contains { message.contains($0) }
    return isAdvised ? message : "\(message); \(advice)"
  }

  /// What to check, in words that follow the message.
  var advice: String {
    // curl tells of a proxy in its own words only: codes 5 and 97, and 56 for a tunnel that was refused.
    let isProxy = curlCode == 5 || curlCode == 97 || message.contains("CONNECT tunnel")
    if isProxy { return "check the address and the password in HTTPS_PROXY, and NO_PROXY" }
    return switch cause {
    case .invalidRequest: "check --endpoint-url and AWS_ENDPOINT_URL"
    case .nameLookup: "check the region, the host name, and whether HTTPS_PROXY must be set here"
    case .connection: "check the firewall, HTTPS_PROXY and NO_PROXY, and the endpoint if one is set"
    case .security: "check AWS_CA_BUNDLE, which must have the CA of a proxy that looks inside TLS"
    case .timeout: "check the firewall and HTTPS_PROXY, then run again: what was done is found"
    case .interrupted:
      "check the firewall and proxies on the way, then run again: what was done is found"
    case .tooLarge: "check the endpoint and HTTPS_PROXY: this is no answer of the service"
    case .unintelligible: "check the endpoint and HTTPS_PROXY: this is no answer in HTTP"
    case .cancelled: "run again"
    case .other: "check the network, HTTPS_PROXY and NO_PROXY"
    }
  }
}
