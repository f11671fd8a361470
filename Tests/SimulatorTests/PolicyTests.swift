import SMSVoice
import Simulator
import Testing

/// A policy, a call, and what the policy has against it.
struct Access: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The statements, without the brackets of the list.
  let policy: String
  let operation: String
  var members: JSONObject = [:]
  /// For example `sms-voice:CreatePool on *`; nil when the call is allowed.
  var refused: String?
  var isDenied = false

  init(
    _ name: String,
    _ policy: String,
    _ operation: String,
    _ members: JSONObject = [:],
    refused: String? = nil,
    isDenied: Bool = false
  ) {
    testDescription = name
    self.policy = policy
    self.operation = operation
    self.members = members
    self.refused = refused
    self.isDenied = isDenied
  }

  static let all =
    ofActions + ofResources + ofSeveralResources + ofTags + ofOperators + ofRoles

  /// An Allow statement of everything that is not said otherwise.
  static func allow(
    _ action: String,
    on resource: String = "*",
    if condition: String? = nil
  )
    -> String
  {
    let condition = condition.map { #", "Condition": {\#($0)}"# } ?? ""
    return #"{"Effect": "Allow", "Action": "\#(action)", "Resource": "\#(resource)"\#(condition)}"#
  }

  static let root = "arn:aws:sms-voice:eu-west-1:123456789012:"
  private static let list: JSONObject = ["OptOutListName": "codes"]
  private static let pool: JSONObject = ["PoolId": "pool-ours", "SharedRoutesEnabled": true]
  private static let tagged: JSONObject = [
    "OptOutListName": "new",
    "Tags": [.object(["Key": "smsctl:project", "Value": "shop"])],
  ]

  private static let ofActions = [
    Access("an action", allow("sms-voice:DescribePools"), "DescribePools"),
    Access(
      "another action",
      allow("sms-voice:DescribePhoneNumbers"),
      "DescribePools",
      refused: "sms-voice:DescribePools on *"
    ),
    Access("an action in other letters", allow("SMS-Voice:describepools"), "DescribePools"),
    Access("stars in actions", allow("sms-voice:Desc*Poo*"), "DescribePools"),
    Access("question marks in actions", allow("sms-voice:DescribePool?"), "DescribePools"),
    Access(
      "a question mark is not nothing",
      allow("sms-voice:DescribePools?"),
      "DescribePools",
      refused: "sms-voice:DescribePools on *"
    ),
    Access(
      "a denial beside a leave",
      allow("sms-voice:*")
        + #", {"Effect": "Deny", "Action": ["sms-voice:DescribePools"], "Resource": "*"}"#,
      "DescribePools",
      refused: "sms-voice:DescribePools on *",
      isDenied: true
    ),
    Access(
      "all actions but one",
      #"{"Effect": "Allow", "NotAction": "sms-voice:DescribePools", "Resource": "*"}"#,
      "DescribePhoneNumbers"
    ),
    Access(
      "the one of all actions but one",
      #"{"Effect": "Allow", "NotAction": "sms-voice:DescribePools", "Resource": "*"}"#,
      "DescribePools",
      refused: "sms-voice:DescribePools on *"
    ),
  ]

  private static let ofResources = [
    Access(
      "a resource by name",
      allow("sms-voice:*", on: root + "opt-out-list/codes"),
      "DescribeOptedOutNumbers",
      list
    ),
    Access(
      "a resource by ARN",
      allow("sms-voice:*", on: root + "opt-out-list/codes"),
      "DescribeOptedOutNumbers",
      ["OptOutListName": .string(root + "opt-out-list/codes")]
    ),
    Access(
      "another resource",
      allow("sms-voice:*", on: root + "opt-out-list/other"),
      "DescribeOptedOutNumbers",
      list,
      refused: "sms-voice:DescribeOptedOutNumbers on \(root)opt-out-list/codes"
    ),
    Access(
      "a resource of another account",
      allow("sms-voice:*", on: "arn:aws:sms-voice:eu-west-1:111122223333:*"),
      "DescribeOptedOutNumbers",
      list,
      refused: "sms-voice:DescribeOptedOutNumbers on \(root)opt-out-list/codes"
    ),
    Access(
      "all resources but one",
      #"{"Effect": "Allow", "Action": "*", "NotResource": "\#(root)opt-out-list/codes"}"#,
      "DescribeOptedOutNumbers",
      list,
      refused: "sms-voice:DescribeOptedOutNumbers on \(root)opt-out-list/codes"
    ),
    Access(
      "a listing, which names no resource",
      allow("sms-voice:*", on: root + "pool/*"),
      "DescribePools",
      refused: "sms-voice:DescribePools on *"
    ),
    Access(
      "a describe by id",
      allow("sms-voice:*", on: root + "pool/*"),
      "DescribePools",
      ["PoolIds": ["pool-ours"]]
    ),
    Access(
      "a creation, which names no resource",
      allow("sms-voice:*", on: root + "opt-out-list/*"),
      "CreateOptOutList",
      ["OptOutListName": "new"],
      refused: "sms-voice:CreateOptOutList on *"
    ),
    Access(
      "a sender ID, which is kept in capitals",
      allow("sms-voice:*", on: root + "sender-id/BRAND/DE"),
      "UpdateSenderId",
      ["SenderId": "Brand", "IsoCountryCode": "DE"]
    ),
  ]

  private static let ofSeveralResources = [
    Access(
      "both resources of an association",
      allow("sms-voice:*", on: root + "pool/*") + ", "
        + allow("sms-voice:*", on: root + "sender-id/BRAND/FR"),
      "AssociateOriginationIdentity",
      ["PoolId": "pool-ours", "OriginationIdentity": "BRAND", "IsoCountryCode": "FR"]
    ),
    Access(
      "one resource of an association",
      allow("sms-voice:*", on: root + "pool/*"),
      "AssociateOriginationIdentity",
      ["PoolId": "pool-ours", "OriginationIdentity": "BRAND", "IsoCountryCode": "FR"],
      refused: "sms-voice:AssociateOriginationIdentity on \(root)sender-id/BRAND/FR"
    ),
    Access(
      "the list that a pool is given",
      allow("sms-voice:*", on: root + "pool/*"),
      "UpdatePool",
      ["PoolId": "pool-ours", "OptOutListName": "codes"],
      refused: "sms-voice:UpdatePool on \(root)opt-out-list/codes"
    ),
    Access(
      "a name that is no resource of the action",
      allow("sms-voice:*", on: root + "configuration-set/*"),
      "SetDefaultSenderId",
      ["ConfigurationSetName": "set", "SenderId": "BRAND"]
    ),
    Access(
      "the keywords of a pool",
      allow("sms-voice:*", on: root + "phone-number/*"),
      "DescribeKeywords",
      ["OriginationIdentity": "pool-ours"],
      refused: "sms-voice:DescribeKeywords on \(root)pool/pool-ours"
    ),
  ]

  private static let ofTags = [
    Access(
      "a creation with tags",
      allow("sms-voice:CreateOptOutList"),
      "CreateOptOutList",
      tagged,
      refused: "sms-voice:TagResource on \(root)opt-out-list/new"
    ),
    Access(
      "a creation and the tags it gives",
      allow("sms-voice:CreateOptOutList") + ", "
        + allow("sms-voice:TagResource", on: root + "opt-out-list/new"),
      "CreateOptOutList",
      tagged
    ),
    Access(
      "a creation without tags",
      allow("sms-voice:CreateOptOutList"),
      "CreateOptOutList",
      ["OptOutListName": "new"]
    ),
    Access(
      "a creation with the wanted tag",
      allow("sms-voice:*", if: #""StringEquals": {"aws:RequestTag/smsctl:project": "shop"}"#),
      "CreateOptOutList",
      tagged
    ),
    Access(
      "a creation with another tag",
      allow("sms-voice:*", if: #""StringEquals": {"aws:RequestTag/smsctl:project": "else"}"#),
      "CreateOptOutList",
      tagged,
      refused: "sms-voice:CreateOptOutList on *"
    ),
    Access(
      "a creation that must have a tag",
      allow("sms-voice:*", if: #""StringEquals": {"aws:RequestTag/smsctl:project": "shop"}"#),
      "CreateOptOutList",
      ["OptOutListName": "new"],
      refused: "sms-voice:CreateOptOutList on *"
    ),
    Access(
      "only these tags",
      allow("sms-voice:*", if: #""ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}"#),
      "CreateOptOutList",
      tagged,
      refused: "sms-voice:CreateOptOutList on *"
    ),
    Access(
      "a resource with the wanted tag",
      allow("sms-voice:*", if: #""StringEquals": {"aws:ResourceTag/smsctl:project": "shop"}"#),
      "UpdatePool",
      pool
    ),
    Access(
      "a resource with another tag",
      allow("sms-voice:*", if: #""StringEquals": {"aws:ResourceTag/smsctl:project": "else"}"#),
      "UpdatePool",
      pool,
      refused: "sms-voice:UpdatePool on \(root)pool/pool-ours"
    ),
    Access(
      "a resource without the tag",
      allow("sms-voice:*", if: #""StringEquals": {"aws:ResourceTag/smsctl:project": "shop"}"#),
      "UpdatePool",
      ["PoolId": "pool-free", "SharedRoutesEnabled": true],
      refused: "sms-voice:UpdatePool on \(root)pool/pool-free"
    ),
    Access(
      "the tags of each resource for itself",
      allow("sms-voice:*", if: #""StringEquals": {"aws:ResourceTag/smsctl:project": "shop"}"#),
      "UpdatePool",
      ["PoolId": "pool-ours", "OptOutListName": "codes"],
      refused: "sms-voice:UpdatePool on \(root)opt-out-list/codes"
    ),
  ]

  private static let ofOperators = [
    ("StringEqualsIfExists", "shop", true, true), ("StringEqualsIfExists", "else", false, true),
    ("StringEquals", "s*", false, false), ("StringLike", "s?o*", true, false),
    ("StringNotEquals", "shop", false, true), ("StringNotEquals", "else", true, true),
    ("StringNotLike", "s*", false, true), ("Null", "true", false, true),
    ("Null", "false", true, false), ("Bool", "SHOP", true, false),
    ("ForAllValues:StringEquals", "shop", true, true),
    ("ForAnyValue:StringEquals", "shop", true, false),
    ("ForAnyValue:StringNotEquals", "shop", false, false),
  ].flatMap { name, value, ours, free in
    [("pool-ours", ours), ("pool-free", free)].map { id, isAllowed in
      Access(
        "\(name) \(value) of \(id)",
        allow(
          "sms-voice:*",
          if: #""\#(name)": {"aws:ResourceTag/smsctl:PROJECT": "\#(value)"}"#
        ),
        "UpdatePool",
        ["PoolId": .string(id), "SharedRoutesEnabled": true],
        refused: isAllowed ? nil : "sms-voice:UpdatePool on \(root)pool/\(id)"
      )
    }
  }

  private static let role = "arn:aws:iam::123456789012:role/sms"
  private static let passing: JSONObject = [
    "PoolId": "pool-ours", "TwoWayEnabled": true,
    "TwoWayChannelArn": "arn:aws:sns:eu-west-1:123456789012:inbound",
    "TwoWayChannelRole": .string(role),
  ]

  private static let ofRoles = [
    Access(
      "a role that may be passed",
      allow("sms-voice:*") + ", "
        + allow(
          "iam:PassRole",
          on: role,
          if: #""StringEquals": {"iam:PassedToService": "sms-voice.amazonaws.com"}"#
        ),
      "UpdatePool",
      passing
    ),
    Access(
      "a role that may not be passed",
      allow("sms-voice:*"),
      "UpdatePool",
      passing,
      refused: "iam:PassRole on \(role)"
    ),
    Access(
      "a role that may be passed to another service",
      allow("sms-voice:*") + ", "
        + allow(
          "iam:PassRole",
          if: #""StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}"#
        ),
      "UpdatePool",
      passing,
      refused: "iam:PassRole on \(role)"
    ),
    Access(
      "the role of an event destination",
      allow("sms-voice:*"),
      "CreateEventDestination",
      [
        "ConfigurationSetName": "set", "EventDestinationName": "logs",
        "MatchingEventTypes": ["TEXT_ALL"],
        "CloudWatchLogsDestination": .object([
          "IamRoleArn": .string(role),
          "LogGroupArn": "arn:aws:logs:eu-west-1:123456789012:log-group:sms",
        ]),
      ],
      refused: "iam:PassRole on \(role)"
    ),
  ]
}

@Suite struct `A policy of the caller` {
  static let seed = """
    {"eu-west-1": {
      "optOutLists": [{"name": "codes"}],
      "senderIds": [{"name": "BRAND", "country": "DE"}, {"name": "BRAND", "country": "FR"}],
      "configurationSets": [{"name": "set"}],
      "pools": [
        {"id": "pool-ours", "members": [{"senderId": "BRAND", "country": "DE"}],
         "tags": {"smsctl:project": "shop"}},
        {"id": "pool-free", "members": []}
      ]}}
    """

  private func document(_ statements: String) -> String {
    #"{"Version": "2012-10-17", "Statement": [\#(statements)]}"#
  }

  @Test(arguments: Access.all)
  func `decides about every call`(_ access: Access) throws {
    let bench = try Bench.make(seed: Self.seed, policy: document(access.policy))
    guard let refused = access.refused else {
      try bench.call(access.operation, access.members)
      return
    }
    let answer = bench.send(access.operation, access.members)
    #expect(answer.status == 400)
    #expect(answer.outcome == "AccessDeniedException")
    let action = refused.prefix { $0 != " " }
    let sentence =
      "User: arn:aws:iam::123456789012:user/simulator is not authorized to perform: \(action) on resource: "
      + refused.dropFirst(action.count + " on ".count)
      + (access.isDenied
        ? " with an explicit deny in an identity-based policy"
        : " because no identity-based policy allows the \(action) action")
    #expect(try JSONReader.value(from: answer.body).fields?["Message"]?.text == sentence)
  }

  @Test func `changes nothing when it refuses`() throws {
    let statement = Access.allow("sms-voice:Describe*")
    let bench = try Bench.make(policy: document(statement))
    let token: JSONObject = ["OptOutListName": "new", "ClientToken": "t"]
    #expect(try bench.refusal("CreateOptOutList", token) == "AccessDeniedException")
    #expect(try bench.rows("DescribeOptOutLists", "OptOutLists").count == 1)
  }

  @Test func `knows the resources of every operation that the simulator has`() {
    let unknown = SimulatedService.operations.filter {
      IAMAction.bundled[SMSVoice.Operation(rawValue: $0)] == nil
    }
    #expect(unknown == [])
  }

  @Test(arguments: [
    ("{", "line 1, column 2: this is not JSON"),
    ("{\n  \"Statement\": [}", "line 2, column 17: this is not JSON"),
    ("[]", "expected an object, got a list"),
    ("{}", "'Statement' is missing"),
    (#"{"Version": "2020-01-01", "Statement": []}"#, "Version: expected '2012-10-17'"),
    (
      #"{"Statement": [], "Statment": []}"#,
      "'Statment' is not known here; there can be Version, Id, Statement"
    ),
    (
      #"{"Statement": {"Effect": "allow"}}"#, "Statement.Effect: expected 'Allow' or 'Deny'"
    ),
    (
      #"{"Statement": [{"Effect": "Allow", "Resource": "*"}]}"#,
      "Statement[0]: expected either 'Action' or 'NotAction'"
    ),
    (
      #"{"Statement": [{"Effect": "Allow", "Action": "*", "NotAction": "*", "Resource": "*"}]}"#,
      "Statement[0]: expected either 'Action' or 'NotAction'"
    ),
    (
      #"{"Statement": [{"Effect": "Allow", "Action": "*"}]}"#,
      "Statement[0]: expected either 'Resource' or 'NotResource'"
    ),
    (
      #"{"Statement": [{"Effect": "Allow", "Action": ["CreatePool"], "Resource": "*"}]}"#,
      "Statement[0].Action: 'CreatePool' is no action; write it as 'sms-voice:CreatePool'"
    ),
    (
      #"{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "pool/*"}]}"#,
      "Statement[0].Resource: 'pool/*' is no resource; write '*' or an ARN"
    ),
    (
      #"{"Statement": [{"Effect": "Allow", "Action": [], "Resource": "*"}]}"#,
      "Statement[0].Action: expected at least one text"
    ),
    (
      #"{"Statement": [{"Effect": "Allow", "Action": 1, "Resource": "*"}]}"#,
      "Statement[0].Action: expected a text or a list of texts, got a number"
    ),
    (
      #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#,
      "Statement[0]: 'Principal' belongs in policies of resources; this is the policy of a caller"
    ),
    (
      #"{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:iam::${x}:role/y"}]}"#,
      "Statement[0].Resource: the simulator does not know variables such as 'arn:aws:iam::${x}:role/y'"
    ),
    (
      #"{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"DateLessThan": {"aws:TagKeys": "x"}}}]}"#,
      "Statement[0].Condition.DateLessThan: the simulator does not know this operator; it knows StringEquals, StringNotEquals, StringLike, StringNotLike, Bool, Null"
    ),
    (
      #"{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"NullIfExists": {"aws:TagKeys": "true"}}}]}"#,
      "Statement[0].Condition.NullIfExists: the simulator does not know this operator; it knows StringEquals, StringNotEquals, StringLike, StringNotLike, Bool, Null"
    ),
    (
      #"{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceIp": "x"}}}]}"#,
      "Statement[0].Condition.StringEquals: the simulator does not know the key 'aws:SourceIp'; it knows aws:RequestTag/KEY, aws:ResourceTag/KEY, aws:TagKeys and iam:PassedToService"
    ),
  ])
  func `is refused at the start when it cannot be kept to`(
    _ policy: String,
    _ trouble: String
  ) throws {
    try withTemporaryFile(policy) { path in
      let configuration = SimulatorConfiguration(policyFile: path)
      let error = #expect(throws: SimulatorError.self) { try Bench(configuration) }
      #expect(error?.description == "\(path): \(trouble)")
    }
  }

  @Test func `that is not there is an error`() {
    let configuration = SimulatorConfiguration(policyFile: "/nowhere/policy.json")
    let error = #expect(throws: SimulatorError.self) { try Bench(configuration) }
    #expect(error?.description.hasPrefix("cannot read /nowhere/policy.json: ") == true)
  }
}
