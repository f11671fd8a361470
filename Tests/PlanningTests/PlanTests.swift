import Diagnostics
import Planning
import Resources
import SMSVoice
import Testing

@Suite struct `A plan` {
  static let lists = #"{"OptOutLists":[{"OptOutListArn":"arn:old","OptOutListName":"old"}]}"#

  @Test func `holds the changes of all regions by address`() async throws {
    let plan = try await Plan.make(
      "optOutLists: { b: , a: }\n",
      regions: "{ us-east-1: , eu-west-1: }"
    )
    #expect(plan.project == "checkout")
    #expect(plan.account == "123456789012")
    #expect(plan.regions == ["us-east-1", "eu-west-1"])
    #expect(
      plan.changes.map(\.address.description) == [
        "eu-west-1/opt-out-list/a", "eu-west-1/opt-out-list/b", "us-east-1/opt-out-list/a",
        "us-east-1/opt-out-list/b",
      ]
    )
    #expect(plan.graph.steps.count == 4)
    #expect(plan.estimate.writes == 4)
    #expect(plan.estimate.duration == .milliseconds(1150))
  }

  @Test func `counts its changes by action`() async throws {
    let plan = try await Plan.make(
      "optOutLists: { old: , new: }\nsenderIds: { EXAMPLECO: { countries: [DE, JO] } }\n",
      ["DescribeOptOutLists": Self.lists]
    )
    #expect(plan.count(.create) == 2)
    #expect(plan.count(.waiting) == 1)
    #expect(plan.count(.none) == 1)
    #expect(plan.count(.update) == 0)
    #expect(!plan.isEmpty)
  }

  @Test func `is empty when nothing counts as a change`() async throws {
    let plan = try await Plan.make(
      "optOutLists: { old: }\nsenderIds: { EXAMPLECO: { countries: [JO] } }\n",
      ["DescribeOptOutLists": Self.lists]
    )
    #expect(plan.isEmpty)
    #expect(plan.graph.steps.isEmpty)
  }

  @Test(arguments: Action.allCases)
  func `counts all but what is kept, waits or is as declared`(action: Action) {
    let isChange = ![.keep, .waiting, .none].contains(action)
    #expect(action.isChange == isChange)
  }

  @Test func `is impossible with a number that does not exist`() async throws {
    let yaml = "phoneNumbers: { a: { number: '1' }, b: { number: '2' } }\n"
    let error = await #expect(throws: DiagnosticsError.self) { try await Plan.make(yaml) }
    #expect(error?.diagnostics.count == 2)
  }

  @Test func `carries the warnings of every region`() async throws {
    let plan = try await Plan.make(
      "protectConfigurations: { a: { accountDefault: true, sms: { default: BLOCK } } }\n",
      regions: "{ us-east-1: , eu-west-1: }"
    )
    #expect(plan.warnings.allSatisfy { $0.severity == .warning })
    #expect(plan.warnings.count { $0.message.text.hasSuffix("send in us-east-1") } == 1)
    #expect(plan.warnings.count { $0.message.text.hasSuffix("send in eu-west-1") } == 1)
  }

  @Test func `finds the change that a step is for`() async throws {
    let plan = try await Plan.make("optOutLists: { a: , b: }\n")
    let change = try #require(plan.changes.last)
    let step = try #require(change.steps.first)
    #expect(plan.change(of: step.id)?.address == change.address)
    #expect(plan.change(of: Step.ID("nonsense")) == nil)
  }

  static let codes = ["CA", "DE", "FR", "GB", "MX", "US"]

  static func opening(regions: String = "{ us-east-1: }") async throws -> Plan {
    let rules = codes.map { #""\#($0)":{"ProtectStatus":"BLOCK"}"# }.joined(separator: ",")
    let number = "+573001234567"
    return try await Plan.make(
      "protectConfigurations: { a: { id: p, adopt: true, sms: { default: ALLOW, block: [DE] }, voice: { allow: [US] }, numberOverrides: { '\(number)': { action: ALLOW } } } }\n",
      regions: regions,
      [
        "DescribeProtectConfigurations":
          #"{"ProtectConfigurations":[{"ProtectConfigurationArn":"arn:p","ProtectConfigurationId":"p","AccountDefault":false,"DeletionProtectionEnabled":false}]}"#,
        "GetProtectConfigurationCountryRuleSet": #"{"CountryRuleSet":{\#(rules)}}"#,
        "ListProtectConfigurationRuleSetNumberOverrides":
          #"{"RuleSetNumberOverrides":[{"DestinationPhoneNumber":"\#(number)","Action":"BLOCK"}]}"#,
      ]
    )
  }

  @Test func `lists what it opens`() async throws {
    let opens = try await Self.opening().opens
    #expect(
      opens.map { "\($0.opening.path) \($0.opening.subject)" } == [
        "sms CA", "sms FR", "sms GB", "sms MX", "sms US", "voice US", "override +573001234567",
      ]
    )
  }

  @Test func `that opens more countries than allowed is refused`() async throws {
    let plan = try await Self.opening()
    #expect(plan.refusals(within: RunLimits(maxOpens: 5, maxDeletes: 10)) == [])
    #expect(
      plan.refusals(within: RunLimits(maxOpens: 4, maxDeletes: 10)) == [
        "the plan opens 5 countries, more than 4; if that is intended, add --max-opens 5"
      ]
    )
  }

  /// A run that waits carries out one plan after the other.
  @Test func `that opens more than the ones before have left is refused`() async throws {
    let first = try await Self.opening()
    let limits = RunLimits(maxOpens: 9, maxDeletes: 10).after(first)
    // Reads may not show yet that it is done.
    #expect(first.refusals(within: limits) == [])
    let second = try await Self.opening(regions: "{ eu-west-1: }")
    #expect(
      second.refusals(within: limits) == [
        "with what this run has done before, it opens 10 countries, more than 9; if that is intended, add --max-opens 10"
      ]
    )
    let nothing = try await Plan.make("optOutLists: { a: }\n")
    #expect(nothing.refusals(within: limits.after(second)) == [])
  }

  @Test func `that would change what another project owns is refused`() async throws {
    let plan = try await Plan.make(
      "optOutLists: { old: { tags: { a: b } } }\n",
      [
        "DescribeOptOutLists": Self.lists,
        "ListTagsForResource": #"{"Tags":[{"Key":"smsctl:project","Value":"billing"}]}"#,
      ]
    )
    #expect(
      plan.refusals(within: RunLimits(maxOpens: 10, maxDeletes: 10)) == [
        "us-east-1/opt-out-list/old: it belongs to the project 'billing'"
      ]
    )
    #expect(plan.count(.blocked) == 1)
  }
}
