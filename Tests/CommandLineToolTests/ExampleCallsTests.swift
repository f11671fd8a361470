import SMSVoice
import Simulator
import Testing

/// How many calls each example costs, all regions together, counted by hand from its manifest.
@Suite struct `The calls of an example` {
  struct Bill: Sendable, CustomTestStringConvertible {
    let example: Example
    /// Of `apply` in the account that the example begins with.
    let writes: [String: Int]
    /// Of `plan` after that.
    let reads: [String: Int]

    var testDescription: String { example.testDescription }
  }

  static let bills = [
    // A pool takes its opt-out list only by UpdatePool, and loses its mark of being new.
    Bill(
      example: .quickstart,
      writes: [
        "CreateOptOutList": 1, "RequestSenderId": 4, "CreatePool": 1, "UpdatePool": 1,
        "UntagResource": 1, "AssociateOriginationIdentity": 3, "CreateConfigurationSet": 1,
        "SetDefaultMessageType": 1, "SetDefaultSenderId": 1, "CreateEventDestination": 1,
      ],
      reads: [
        "DescribeOptOutLists": 1, "DescribeSenderIds": 1, "DescribePools": 1,
        "ListPoolOriginationIdentities": 1, "ListTagsForResource": 1,
        "DescribeConfigurationSets": 1,
      ]
    ),
    // Keywords once for the pool and once for each number that joins it; one of the four countries waits for a
    // registration. All rules of a capability in one call.
    Bill(
      example: .twoSenders,
      writes: [
        "CreateOptOutList": 3, "RequestSenderId": 3, "TagResource": 5, "UpdatePhoneNumber": 5,
        "CreatePool": 3, "UpdatePool": 3, "PutKeyword": 3 * 2 + 3 * 3 + 1 * 3,
        "AssociateOriginationIdentity": 1 + 4, "CreateProtectConfiguration": 1,
        "UpdateProtectConfigurationCountryRuleSet": 3, "AssociateProtectConfiguration": 2,
        "CreateConfigurationSet": 3, "SetDefaultMessageType": 3, "SetDefaultSenderId": 1,
        "SetDefaultMessageFeedbackEnabled": 1, "CreateEventDestination": 5,
        "UpdateEventDestination": 1,
      ],
      // Tags are managed, so all that is there is asked for its own: lists, sender IDs, numbers, pools, sets, rules.
      reads: [
        "DescribeOptOutLists": 1, "DescribeSenderIds": 1, "DescribePhoneNumbers": 1,
        "DescribePools": 1, "ListPoolOriginationIdentities": 3, "DescribeKeywords": 3,
        "DescribeConfigurationSets": 1, "DescribeProtectConfigurations": 1,
        "GetProtectConfigurationCountryRuleSet": 3,
        "ListTagsForResource": 3 + 3 + 5 + 3 + 3 + 1,
      ]
    ),
    // 137 countries and two pools in each of two regions.
    Bill(
      example: .globalSenderID,
      writes: [
        "CreateOptOutList": 2, "RequestSenderId": 274, "CreatePool": 4, "UpdatePool": 4,
        "UntagResource": 4, "AssociateOriginationIdentity": 274 - 4, "CreateConfigurationSet": 2,
        "SetDefaultMessageType": 2, "SetDefaultSenderId": 2,
      ],
      // 137 sender IDs are two pages; each pool has fewer than a hundred of them.
      reads: [
        "DescribeOptOutLists": 2, "DescribeSenderIds": 2 * 2, "DescribePools": 2,
        "ListPoolOriginationIdentities": 4, "ListTagsForResource": 4,
        "DescribeConfigurationSets": 2,
      ]
    ),
    Bill(
      example: .failover,
      writes: [
        "CreateOptOutList": 2, "RequestSenderId": 4, "TagResource": 2, "UpdatePhoneNumber": 2,
        "CreatePool": 2, "UpdatePool": 2, "PutKeyword": 2 * 2, "AssociateOriginationIdentity": 4,
        "CreateConfigurationSet": 2, "SetDefaultMessageType": 2, "CreateEventDestination": 2,
      ],
      reads: [
        "DescribeOptOutLists": 2, "DescribeSenderIds": 2, "DescribePhoneNumbers": 2,
        "DescribePools": 2, "ListPoolOriginationIdentities": 2, "DescribeKeywords": 2,
        "DescribeConfigurationSets": 2, "ListTagsForResource": 2 * (1 + 2 + 1 + 1 + 1),
      ]
    ),
    // Two configurations with four capabilities each.
    Bill(
      example: .protect,
      writes: [
        "CreateProtectConfiguration": 2, "UpdateProtectConfigurationCountryRuleSet": 8,
        "PutProtectConfigurationRuleSetNumberOverride": 2,
        "SetAccountDefaultProtectConfiguration": 1, "CreateConfigurationSet": 2,
        "AssociateProtectConfiguration": 2,
      ],
      reads: [
        "DescribeProtectConfigurations": 1, "GetProtectConfigurationCountryRuleSet": 8,
        "ListProtectConfigurationRuleSetNumberOverrides": 1, "DescribeConfigurationSets": 1,
        "ListTagsForResource": 2,
      ]
    ),
  ]

  @Test(arguments: bills)
  func `are the fewest there can be`(_ bill: Bill) async throws {
    var setup = try bill.example.setup
    setup.activation = .zero
    try await Fixture.with(setup) { fixture in
      let applied = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(applied.status == 0, "\(applied.transcript)")
      #expect(fixture.account.count { !$0.isRead } == bill.writes)
      // Each new pool is looked at once: whether it is the one that was to be made, and ACTIVE. The plan reads
      // before that, and afterwards what came of it.
      let looks = fixture.account.count { $0 == "DescribePools" }["DescribePools", default: 0]
      let plans = 2 * bill.reads["DescribePools", default: 0]
      #expect(looks == plans + bill.writes["CreatePool", default: 0])
      fixture.account.clearLog()
      let planned = await fixture.run(["plan", "--detailed-exitcode"] + Fixture.fast)
      #expect(planned.status == 0, "\(planned.transcript)")
      #expect(fixture.account.count { _ in true } == bill.reads)
    }
  }
}

extension SimulatedAccount {
  /// The calls that were answered well, by operation; STS is no part of the service.
  fileprivate func count(_ isCounted: (SMSVoice.Operation) -> Bool) -> [String: Int] {
    requests.reduce(into: [:]) { counts, request in
      let operation = SMSVoice.Operation(rawValue: request.operation)
      guard request.outcome == "200", operation != "GetCallerIdentity", isCounted(operation) else {
        return
      }
      counts[request.operation, default: 0] += 1
    }
  }
}
