import Diagnostics
import Resources
import Testing

@Suite struct `A variable` {
  static func number(
    _ text: String,
    vars: String = "{}",
    _ given: [String: String] = [:]
  ) throws
    -> String
  {
    let yaml = """
      version: 1
      project: checkout
      regions: { us-east-1: { vars: { own: region } } }
      vars: \(vars)
      phoneNumbers: { otp: { number: '\(text)' } }
      """
    let region = try manifest(yaml, variables: given).regions[0]
    return try #require(region.desired(PhoneNumberKind.self).first).number.value
  }

  @Test func `of a region wins over a shared one, and a given one over both`() throws {
    #expect(try Self.number("${own}", vars: "{ own: shared }") == "region")
    #expect(try Self.number("${own}", vars: "{ own: shared }", ["own": "given"]) == "given")
    #expect(try Self.number("${only}", vars: "{ only: shared }", ["only": "given"]) == "given")
    #expect(try Self.number("${fresh}", ["fresh": "given"]) == "given")
  }

  @Test func `is built in for region, account, partition and project`() throws {
    #expect(
      try Self.number("${region}:${account}:${partition}:${project}")
        == "us-east-1:123456789012:aws:checkout"
    )
  }

  @Test func `that is built in cannot be given another value`() throws {
    #expect(try Self.number("${region}", ["region": "elsewhere"]) == "us-east-1")
  }

  @Test func `may hold others`() throws {
    #expect(try Self.number("${a}", vars: "{ a: '1${b}', b: '2${own}' }") == "12region")
  }

  static let expansions = [
    ("plain", "plain"), ("a${x}b", "a1b"), ("${x}${y}", "12"), ("$x", "$x"), ("$", "$"),
    ("$${x}", "${x}"), ("$$${x}", "$${x}"), ("a$${", "a${"), ("{x}", "{x}"), ("5$", "5$"),
  ]

  @Test(arguments: expansions)
  func `is put in its place`(text: String, expected: String) throws {
    let variables = Variables(["x": "1", "y": "2"])
    #expect(try variables.expand(text) == expected)
  }

  static let failures: [(String, Variables.Failure)] = [
    ("${z}", .undefined("z")), ("${}", .undefined("")), ("${x", .unclosed),
    ("${a}", .circular("a")), ("${b}", .circular("a")),
  ]

  @Test(arguments: failures)
  func `that cannot be expanded is an error`(text: String, failure: Variables.Failure) {
    let variables = Variables(["x": "1", "a": "${a}", "b": "${a}"])
    #expect(throws: failure) { try variables.expand(text) }
  }

  @Test(arguments: [
    ("us-east-1", "aws"), ("us-gov-west-1", "aws-us-gov"), ("us-gov-nowhere-1", "aws-us-gov"),
    ("eusc-de-east-1", "aws-eusc"), ("xx-nowhere-1", "aws"),
  ])
  func `named partition follows the region`(region: String, partition: String) {
    #expect(RegionScope.partition(of: region) == partition)
  }
}
