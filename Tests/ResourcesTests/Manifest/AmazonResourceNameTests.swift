import Diagnostics
import Resources
import Testing

/// A place of a manifest where an ARN of one service stands.
struct ARNPlace: Sendable, CustomTestStringConvertible {
  let field: String
  let service: String
  /// The region that good ones have; empty where the service has none.
  let region: String
  let expectation: String
  private let before: String
  private let after: String

  var testDescription: String { field }

  /// A manifest of one region with a text there.
  func yaml(_ text: String, in region: String = "eu-west-1") -> String {
    "version: 1\nproject: p\nregions: { \(region): }\n\(before)\(text)\(after)\n"
  }

  private init(
    _ field: String,
    _ service: String,
    _ expectation: String,
    _ yaml: String
  ) {
    self.field = field
    self.service = service
    self.expectation = expectation
    region = service == "iam" ? "" : "eu-west-1"
    let parts = yaml.split(separator: "HERE", omittingEmptySubsequences: false)
    before = String(parts[0])
    after = String(parts[1])
  }

  private static let role = "arn:aws:iam::123456789012:role/sms"

  private static func sink(_ fields: String) -> String {
    "configurationSets: { a: { eventDestinations: { d: { events: [ALL], \(fields) } } } }"
  }

  static let all = [
    ARNPlace(
      "twoWay.channel",
      "sns",
      "the ARN of an SNS topic",
      "phoneNumbers: { a: { number: '1', twoWay: { channel: HERE } } }"
    ),
    ARNPlace(
      "twoWay.role",
      "iam",
      "the ARN of a role",
      "phoneNumbers: { a: { number: '1', twoWay: { channel: connect.eu-west-1.amazonaws.com, role: HERE } } }"
    ),
    ARNPlace("sns.topic", "sns", "the ARN of an SNS topic", sink("sns: { topic: HERE }")),
    ARNPlace(
      "firehose.deliveryStream",
      "firehose",
      "the ARN of a Firehose stream",
      sink("firehose: { deliveryStream: HERE, role: '\(role)' }")
    ),
    ARNPlace(
      "firehose.role",
      "iam",
      "the ARN of a role",
      sink("firehose: { deliveryStream: 'arn:aws:firehose:eu-west-1:1:s', role: HERE }")
    ),
    ARNPlace(
      "cloudWatchLogs.logGroup",
      "logs",
      "the ARN of a log group",
      sink("cloudWatchLogs: { logGroup: HERE, role: '\(role)' }")
    ),
    ARNPlace(
      "cloudWatchLogs.role",
      "iam",
      "the ARN of a role",
      sink("cloudWatchLogs: { logGroup: 'arn:aws:logs:eu-west-1:1:g', role: HERE }")
    ),
  ]

  /// What a text there gives rise to, its place among it.
  func findings(_ text: String, in region: String = "eu-west-1") -> [String] {
    let file = ManifestText(yaml("«\(text)»", in: region))
    return ResourcesTests.findings(in: [file.file]).map {
      let place = $0.range?.span == file.subject ? "" : " at \($0.range?.span ?? "?")"
      return "\($0.severity.rawValue): \($0.message.text)\(place)"
    }
  }
}

@Suite struct `An ARN` {
  @Test(arguments: ARNPlace.all)
  func `of the right service and region passes`(_ place: ARNPlace) {
    let good = "arn:aws:\(place.service):\(place.region):123456789012:a/b:c"
    for text in [
      good, "'\(good)'", "'\(good.replacing("aws", with: "${partition}"))'",
      "'arn:${partition}:\(place.service):\(place.region.isEmpty ? "" : "${region}"):${account}:x'",
      // Without a region it is in none that is wrong.
      "arn:aws:\(place.service):::some-resource-name",
    ] {
      #expect(place.findings(text) == [])
    }
  }

  @Test(arguments: ARNPlace.all)
  func `of another service is refused`(_ place: ARNPlace) {
    for service in ["sns", "iam", "firehose", "logs", "kinesis", "sqs", "SNS"]
    where service != place.service {
      #expect(
        place.findings("arn:aws:\(service):eu-west-1:123456789012:x") == [
          "error: expected \(place.expectation), such as 'arn:aws:\(place.service):...', got an ARN of '\(service)'"
        ]
      )
    }
  }

  @Test(arguments: ARNPlace.all)
  func `of another region or partition is doubtful`(_ place: ARNPlace) {
    #expect(
      place.findings("arn:aws:\(place.service):us-east-1:123456789012:x") == [
        "warning: this is in us-east-1, but is used in eu-west-1; '${region}' stands for the right one"
      ]
    )
    #expect(
      place.findings("arn:aws-us-gov:\(place.service):us-gov-west-1:123456789012:x") == [
        "warning: this ARN is of the partition 'aws-us-gov', but eu-west-1 belongs to 'aws'; '${partition}' stands for the right one"
      ]
    )
  }

  @Test func `is judged by each region that it is used in`() throws {
    let topic = "sns: { topic: «'arn:aws:sns:us-east-1:1:topic'» }"
    try ManifestMistake(
      "configurationSets: { a: { eventDestinations: { d: { events: [ALL], \(topic) } } } }\n",
      "this is in us-east-1, but is used in eu-west-1; '${region}' stands for the right one"
    ).check(severity: .warning)
    let here =
      "configurationSets: { a: { regions: [us-east-1], eventDestinations: { d: { events: [ALL], \(topic) } } } }\n"
    #expect(findings(in: [ManifestText(here).file]).isEmpty)
  }

  @Test func `of a partition is right where the region belongs to it`() {
    let place = ARNPlace.all[0]
    #expect(place.findings("arn:aws-us-gov:sns:us-gov-west-1:1:topic", in: "us-gov-west-1") == [])
    #expect(
      place.findings("arn:aws:sns:us-gov-west-1:1:topic", in: "us-gov-west-1") == [
        "warning: this ARN is of the partition 'aws', but us-gov-west-1 belongs to 'aws-us-gov'; '${partition}' stands for the right one"
      ]
    )
  }

  static let long = "arn:aws:sns:eu-west-1:1:" + String(repeating: "x", count: 2048)

  @Test(arguments: [
    "topic", "arn", "'arn:'", "arn:aws:sns:eu-west-1", "arn:aws:sns:eu-west-1:123456789012",
    "'arn:aws:sns:eu-west-1:123456789012:'", "arn::sns:eu-west-1:123456789012:topic",
    "arn:aws::eu-west-1:123456789012:topic", "ARN:aws:sns:eu-west-1:123456789012:topic",
    "arn:aws:sns::1:topi", "' arn:aws:sns:eu-west-1:1:topic'", "arn:aws:sns:eu-west-1:1:a topic",
    long,
  ])
  func `is nothing else`(text: String) {
    let unquoted = text.replacing("'", with: "")
    #expect(
      ARNPlace.all[2].findings(text) == [
        "error: expected the ARN of an SNS topic, such as 'arn:aws:sns:...', got '\(unquoted)'"
      ]
    )
  }

  @Test(arguments: [
    ("''", "''"), ("12", "'12'"), ("~", "nothing"), ("[a]", "a list"), ("{}", "a map"),
  ])
  func `is a text`(text: String, got: String) {
    let expected =
      text == "~"
      ? "error: 'topic' is missing: give its ARN at 4:75-4:80"
      : "error: expected the ARN of an SNS topic, such as 'arn:aws:sns:...', got \(got)"
    #expect(ARNPlace.all[2].findings(text) == [expected])
  }
}
