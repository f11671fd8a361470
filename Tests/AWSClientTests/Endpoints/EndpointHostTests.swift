import AWSClient
import Foundation
import SMSVoice
import Testing

/// Hosts against botocore's rules, as `Scripts/endpoint-hosts.py` printed them.
@Suite struct `Hosts of AWS` {
  struct Line: Sendable, CustomTestStringConvertible {
    var region: String
    var variant: String
    var isListed: Bool
    var service: String
    var others: [String]

    var testDescription: String { "\(region) \(variant)" }

    init?(_ text: Substring) {
      let words = text.split(separator: " ").map(String.init)
      guard words.count == 7, !text.hasPrefix("#") else { return nil }
      region = words[0]
      variant = words[1]
      isListed = words[2] == "listed"
      service = words[3]
      others = Array(words[4...])
    }
  }

  static let lines: [Line] = {
    let text = (try? Golden.text(of: "endpoint-hosts.txt")) ?? ""
    return text.split(separator: "\n").compactMap(Line.init)
  }()

  private static func resolver(_ variant: String) throws -> EndpointResolver {
    try EndpointResolver.make([
      "AWS_USE_FIPS_ENDPOINT": "\(variant.hasPrefix("fips"))",
      "AWS_USE_DUALSTACK_ENDPOINT": "\(variant.hasSuffix("dual-stack"))",
    ])
  }

  @Test(arguments: lines)
  func `are those that AWS's rules give`(line: Line) throws {
    let resolver = try Self.resolver(line.variant)
    if line.isListed {
      #expect(try resolver.service(region: line.region).absoluteString == "https://\(line.service)")
    } else {
      // The rules name hosts that nobody has heard of.
      #expect(throws: EndpointError.self) { try resolver.service(region: line.region) }
    }
    let others = try [
      resolver.securityTokens(region: line.region), resolver.singleSignOn(region: line.region),
      resolver.singleSignOnTokens(region: line.region),
    ]
    #expect(others.map(\.absoluteString) == line.others.map { "https://\($0)" })
  }

  @Test func `are known for every region in every variant`() {
    let regions = RegionTable.bundled.regions.map(\.region)
    #expect(regions.count == 34)
    #expect(Self.lines.count == 4 * regions.count)
    #expect(Set(Self.lines.map(\.region)) == Set(regions))
  }
}
