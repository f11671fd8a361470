internal import SMSVoice

/// Finds the values of a state file or seed that the service could never have: whatever it shows of
/// them has to fit the API description.
enum StateCheck {
  private static let describes = [
    "DescribeOptOutLists", "DescribeSenderIds", "DescribePhoneNumbers", "DescribePools",
    "DescribeConfigurationSets", "DescribeProtectConfigurations",
  ]

  /// Throws for the first such value.
  static func check(
    _ state: CloudState,
    of configuration: SimulatorConfiguration
  ) throws(SimulatorError) {
    guard let path = configuration.stateFile ?? configuration.seedFile else { return }
    for (region, regionState) in state.regions.sorted(by: { $0.key < $1.key }) {
      guard RegionTable.bundled[region] != nil else {
        throw .malformedState(path, "regions", "the service is not in a region '\(region)'")
      }
      var assumptions = SimulatorAssumptions()
      assumptions[.senderIDMessageTypes] = "upper"
      var cloud = RegionalCloud(
        account: configuration.account,
        region: region,
        partition: "aws",
        assumptions: assumptions,
        makeDigits: { "" },
        state: regionState
      )
      for describe in describes {
        guard let finding = finding(in: describe, of: &cloud) else { continue }
        throw .malformedState(path, "regions.\(region)", "\(finding.name) \(finding.message)")
      }
    }
  }

  /// The first difference in the pages of a describe, 100 rows each.
  private static func finding(
    in describe: String,
    of cloud: inout RegionalCloud
  ) -> ShapeCheck.Finding? {
    let description = ServiceDescription.bundled
    let shape = description.operations[describe]?.output ?? ""
    var input = JSONObject()
    repeat {
      guard let page = try? cloud.call(describe, CallInput(members: input), now: 0) else {
        return nil
      }
      let findings = ShapeCheck.findings(in: .object(page), shape: shape, of: description)
      if let first = findings.first { return first }
      input["NextToken"] = page["NextToken"]
    } while input["NextToken"] != nil
    return nil
  }
}
