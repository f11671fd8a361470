import Resources
import Testing

@Suite struct `An export` {
  @Test(arguments: ExportCase.all)
  func `says what is there`(_ scenario: ExportCase) async throws {
    let exported = try await Exported(["us-east-1": scenario.cloud])
    #expect(exported.sections == scenario.sections)
    #expect(exported.omissions == scenario.omissions)
  }

  @Test func `names what all resources have in common once`() async throws {
    var cloud = Cloud()
    cloud.senderIDs = [.senderID("ACME", "DE", protected: true)]
    cloud.numbers = [.number("+12065550100", ["DeletionProtectionEnabled": true])]
    cloud.tags = [
      Cloud.arn("sender-id/ACME/DE"): ["team": "a", "use": "x"],
      Cloud.arn("phone-number/phone-12065550100"): ["team": "a", "use": "y"],
    ]
    let exported = try await Exported(cloud)
    #expect(
      exported.shared == """
        defaults:
          deletionProtection: true
          tags: { team: a }
        """
    )
    #expect(!exported.sections.contains("deletionProtection"), "\(exported.sections)")
    #expect(exported.sections.contains("tags: { use: x }"), "\(exported.sections)")
  }

  @Test func `says nothing of defaults where one resource differs`() async throws {
    var cloud = Cloud()
    cloud.senderIDs = [.senderID("ACME", "DE", protected: true), .senderID("ACME", "FR")]
    #expect(try await Exported(cloud).shared.isEmpty)
  }

  @Test func `tells of quotas that the account is beyond`() async throws {
    var cloud = Cloud()
    cloud.optOutLists = ["Default"] + (10...40).map { "list-\($0)" }
    #expect(
      try await Exported(cloud).shared == """
        limits:
          optOutLists: 32
        """
    )
  }

  @Test func `does not depend on the order of answers`() async throws {
    for scenario in ExportCase.all {
      let exported = try await Exported(scenario.cloud)
      let reversed = try await Exported(scenario.cloud.reversed)
      #expect(exported.sections == reversed.sections, "\(scenario)")
      #expect(exported.omissions == reversed.omissions, "\(scenario)")
    }
  }
}

extension Cloud {
  /// The same, every list from its end.
  fileprivate var reversed: Cloud {
    var cloud = self
    cloud.optOutLists.reverse()
    cloud.senderIDs.reverse()
    cloud.numbers.reverse()
    cloud.pools.reverse()
    cloud.members = members.mapValues { $0.reversed() }
    cloud.keywords = keywords.mapValues { $0.reversed() }
    cloud.protectConfigurations.reverse()
    cloud.overrides = overrides.mapValues { $0.reversed() }
    cloud.configurationSets.reverse()
    return cloud
  }
}

/// What is in an account, and what the manifest of it says.
struct ExportCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let cloud: Cloud
  let sections: String
  let omissions: [String]

  init(
    _ testDescription: String,
    _ sections: String,
    omissions: [String] = [],
    _ fill: (inout Cloud) -> Void
  ) {
    self.testDescription = testDescription
    self.sections = sections
    self.omissions = omissions
    var cloud = Cloud()
    fill(&cloud)
    self.cloud = cloud
  }

  static let all =
    senderIDs + numbers + pools + protectConfigurations + configurationSets + ownership
}
