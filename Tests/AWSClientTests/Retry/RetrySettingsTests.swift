import AWSClient
import Testing

@Suite struct `Settings of retries` {
  private static let policies: [(environment: [String: String], attempts: [Int])] = [
    ([:], [8, 6, 3]),
    (["AWS_RETRY_MODE": ""], [8, 6, 3]),
    (["AWS_MAX_ATTEMPTS": ""], [8, 6, 3]),
    (["AWS_RETRY_MODE": "legacy"], [8, 5, 3]),
    (["AWS_RETRY_MODE": "standard"], [8, 3, 3]),
    (["AWS_RETRY_MODE": "Adaptive"], [8, 3, 3]),
    (["AWS_MAX_ATTEMPTS": "1"], [1, 1, 1]),
    (["AWS_MAX_ATTEMPTS": "2"], [2, 2, 2]),
    (["AWS_MAX_ATTEMPTS": "100"], [100, 100, 100]),
    (["AWS_MAX_ATTEMPTS": "10", "AWS_RETRY_MODE": "standard"], [10, 10, 10]),
  ]

  @Test(arguments: policies)
  func `say how often a call is made`(environment: [String: String], attempts: [Int]) throws {
    let policy = try RetryPolicy(.make(environment))
    #expect(
      [policy.throttlingAttempts, policy.faultAttempts, policy.unreachableAttempts] == attempts
    )
    let faults: [Fault] = [.throttling, .service, .unreachable]
    for (fault, count) in zip(faults, attempts) {
      #expect(
        policy.decision(after: fault, attempt: count, elapsed: .seconds(300), random: 0.5)
          == .giveUp
      )
      guard count > 1 else { continue }
      #expect(
        policy.decision(after: fault, attempt: count - 1, elapsed: .zero, random: 0.5) != .giveUp
      )
    }
  }

  private static let mistakes: [(environment: [String: String], message: String)] =
    ["0", "-1", "101", "1.5", "many", " 3", "99999999999999999999"].map {
      (
        ["AWS_MAX_ATTEMPTS": $0],
        "AWS_MAX_ATTEMPTS: expected a whole number from 1 to 100, got '\($0)'; 1 means that nothing is tried again"
      )
    } + [
      (
        ["AWS_RETRY_MODE": "fast"],
        "AWS_RETRY_MODE: expected 'standard', 'adaptive' or 'legacy', got 'fast'"
      )
    ]

  @Test(arguments: mistakes)
  func `are told of when they cannot be used`(
    environment: [String: String],
    message: String
  ) {
    let error = #expect(throws: ConfigurationError.self) {
      try RetryPolicy(.make(environment))
    }
    #expect(error?.description == message)
  }

  @Test func `of a profile fill in for the environment's`() throws {
    let file = "[default]\nmax_attempts = 4\nretry_mode = fast\n"
    let policy = try RetryPolicy(.make(["AWS_RETRY_MODE": "legacy"], config: file))
    #expect(policy.faultAttempts == 4)
    let error = #expect(throws: ConfigurationError.self) {
      try RetryPolicy(.make([:], config: file))
    }
    #expect(error?.message.hasPrefix("retry_mode (~/.aws/config:3): expected") == true)
  }
}
