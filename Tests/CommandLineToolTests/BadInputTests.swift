import Foundation
import Simulator
import Testing

/// A command line with something wrong, and what it must answer without changing anything.
struct BadInput: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var manifest: String? = BadInput.good
  var files: [String: String] = [:]
  var seed: String?
  var faults: [String] = []
  var arguments = ["apply", "-y"]
  var environment: [String: String] = [:]
  var answers: [String]?
  var input = ""
  let status: Int32
  /// What standard error is, exactly.
  var errors: String?
  /// What it must contain, in order.
  var contains: [String] = []
  /// The requests that may be made; nil for any reads.
  var requests: [String]?

  static let good = """
    version: 1
    project: shop
    regions: { us-east-1: {} }
    optOutLists:
      codes:

    """
}

@Suite struct `Bad input` {
  @Test(arguments: BadInput.manifests + BadInput.files + BadInput.connections + BadInput.refusals)
  func `is answered in one message and changes nothing`(_ input: BadInput) async throws {
    var setup = Fixture.Setup(files: input.files, seed: input.seed)
    setup.faults = try input.faults.map { try Fault(parsing: $0) }
    if let manifest = input.manifest { setup.files["smsctl.yaml"] = manifest }
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(
        input.arguments,
        environment: input.environment,
        answers: input.answers,
        input: input.input
      )
      #expect(run.status == input.status, "\(run.transcript)")
      if let errors = input.errors { #expect(run.errors == errors) }
      var rest = run.errors[...]
      for part in input.contains {
        let range = rest.range(of: part)
        #expect(range != nil, "'\(part)' in:\n\(run.errors)")
        rest = rest[(range?.upperBound ?? rest.startIndex)...]
      }
      #expect(fixture.account.requests.allSatisfy { !$0.isWrite }, "\(run.transcript)")
      if let requests = input.requests {
        #expect(fixture.account.requests.map(\.operation) == requests)
      }
    }
  }

  @Test func `from a dead endpoint is told within a few attempts`() async throws {
    let port = try UnansweredPort()
    try await withTemporaryDirectory { directory in
      try BadInput.good.write(toFile: "\(directory)/smsctl.yaml", atomically: true, encoding: .utf8)
      let run = await CommandRun.of(
        ["apply", "-y"],
        environment: SimulatedAccount.environment(port: port.number),
        directory: directory
      )
      #expect(run.status == 1)
      #expect(run.errors.contains("127.0.0.1"), "\(run.errors)")
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }
  }
}

/// A port of the loopback interface on which nobody listens, and which nobody else gets meanwhile.
private final class UnansweredPort {
  let number: UInt16
  private let descriptor: Int32

  init() throws {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutableBytes(of: &address) { bytes in
      let address = bytes.bindMemory(to: sockaddr.self).baseAddress
      guard let address, bind(socket, address, size) == 0 else { return Int32(-1) }
      return getsockname(socket, address, &size)
    }
    descriptor = socket
    number = UInt16(bigEndian: address.sin_port)
    try #require(status == 0)
  }

  deinit { close(descriptor) }
}

extension BadInput {
  static let manifests = [
    BadInput(
      testDescription: "an unknown field",
      manifest: good + "  marketing: { tag: { team: growth } }\n",
      status: 1,
      errors: """
        smsctl.yaml:6:16: error: 'tag' is not a field of an opt-out list; did you mean 'tags'?
          6 |   marketing: { tag: { team: growth } }
            |                ^~~

        """,
      requests: []
    ),
    BadInput(
      testDescription: "a reference to nothing",
      manifest: good + """
        senderIds:
          SHOP: { countries: [DE], messageTypes: [TRANSACTIONAL] }
        pools:
          codes:
            messageType: TRANSACTIONAL
            originators: [{ senderId: SHOP }]
            optOutList: code
        """,
      status: 1,
      contains: ["smsctl.yaml:12:17: error: ", "'code'", "did you mean 'codes'?"],
      requests: []
    ),
    BadInput(
      testDescription: "something that is no country",
      manifest: good + "senderIds: { SHOP: { countries: [UK], messageTypes: [TRANSACTIONAL] } }\n",
      status: 1,
      contains: ["smsctl.yaml:6:34: error: 'UK' is not a country code; did you mean 'GB'"],
      requests: []
    ),
    BadInput(
      testDescription: "a number that does not exist",
      manifest: good + "phoneNumbers: { codes: { number: \"+12065550109\" } }\n",
      seed: """
        { "version": 1, "regions": { "us-east-1": {
          "phoneNumbers": [{ "number": "+12065550100", "country": "US", "type": "TEN_DLC" }]
        } } }
        """,
      status: 1,
      errors: """
        smsctl.yaml:6:34: error: there is no phone number '+12065550109' in us-east-1; did you mean '+12065550100'?
          6 | phoneNumbers: { codes: { number: "+12065550109" } }
            |                                  ^~~~~~~~~~~~~~

        """
    ),
    BadInput(
      testDescription: "a region that does not exist",
      manifest: good.replacing("us-east-1", with: "us-east-9"),
      status: 1,
      contains: ["smsctl.yaml:3:12: error: ", "'us-east-9'", "did you mean"],
      requests: []
    ),
    BadInput(
      testDescription: "a key twice",
      manifest: good + "  codes:\n",
      status: 1,
      contains: ["smsctl.yaml:6:3: error: ", "codes", "smsctl.yaml:5:3: note: "],
      requests: []
    ),
    BadInput(
      testDescription: "text that is not YAML",
      manifest: "version: 1\nproject: [shop\n",
      status: 1,
      contains: ["smsctl.yaml:", "error: "],
      requests: []
    ),
    BadInput(
      testDescription: "an empty file",
      manifest: "",
      status: 1,
      contains: ["error: "],
      requests: []
    ),
    BadInput(
      testDescription: "two mistakes at once",
      manifest: good + "  marketing: { tag: {} }\npools: { codes: { sharedRoute: true } }\n",
      status: 1,
      contains: ["'tag' is not a field", "did you mean 'sharedRoutes'?", "errors\n"],
      requests: []
    ),
    BadInput(
      testDescription: "a variable that nobody sets",
      manifest: good + "  \"${name}\": {}\n  marketing: { tags: { team: \"${team}\" } }\n",
      status: 1,
      contains: ["error: ", "team"],
      requests: []
    ),
  ]

  static let files = [
    BadInput(
      testDescription: "a simulated account behind a space",
      arguments: ["plan", "--simulate", "state.json"],
      status: 1,
      errors:
        "error: there is no file or directory 'state.json'; did you mean '--simulate=state.json'?\n",
      requests: []
    ),
    BadInput(
      testDescription: "a file that is missing",
      arguments: ["plan", "other.yaml"],
      status: 1,
      errors: "error: there is no file or directory 'other.yaml'\n",
      requests: []
    ),
    BadInput(
      // Opens for everybody, and fails to be read even for root.
      testDescription: "a file that cannot be read",
      arguments: ["plan", "/proc/self/mem"],
      status: 1,
      errors: "error: the file '/proc/self/mem' cannot be read: input/output error\n",
      requests: []
    ),
    BadInput(
      testDescription: "a directory without manifests",
      manifest: nil,
      status: 1,
      errors:
        "error: there is no smsctl.yaml and no other manifest (*.yaml, *.yml) in this directory\n",
      requests: []
    ),
    BadInput(
      testDescription: "a directory of manifests that disagree",
      manifest: nil,
      files: ["a.yaml": good, "b.yml": good.replacing("shop", with: "store")],
      status: 1,
      contains: ["b.yml:2:10: error: ", "a.yaml:2:10: note: "],
      requests: []
    ),
    BadInput(
      testDescription: "standard input with a mistake",
      arguments: ["apply", "-y", "-"],
      input: "version: 2\n",
      status: 1,
      contains: ["<stdin>:1:10: error: "],
      requests: []
    ),
  ]

  static let connections = [
    BadInput(
      testDescription: "two pools of the same project and name",
      manifest: good + """
        senderIds: { SHOP: { countries: [DE], messageTypes: [TRANSACTIONAL] } }
        pools: { codes: { messageType: TRANSACTIONAL, originators: [{ senderId: SHOP }] } }

        """,
      seed: """
        { "version": 1, "regions": { "us-east-1": {
          "senderIds": [{ "name": "SHOP", "country": "DE" }, { "name": "SHOP", "country": "FR" }],
          "pools": [
            { "id": "pool-11111111111111111111111111111111",
              "members": [{ "senderId": "SHOP", "country": "DE" }],
              "tags": { "smsctl:project": "shop", "smsctl:name": "codes" } },
            { "id": "pool-22222222222222222222222222222222",
              "members": [{ "senderId": "SHOP", "country": "FR" }],
              "tags": { "smsctl:project": "shop", "smsctl:name": "codes" } }
          ]
        } } }
        """,
      status: 4,
      contains: [
        "smsctl.yaml:7:10: error: ", "pool-11111111111111111111111111111111",
        "pool-22222222222222222222222222222222",
      ]
    ),
    BadInput(
      testDescription: "a region that cannot be read",
      manifest: good.replacing("us-east-1: {}", with: "us-east-1: {}, eu-west-1: {}"),
      faults: ["DescribeOptOutLists:error=AccessDeniedException"],
      status: 1,
      contains: [
        "error: ", "could not be read: access denied", "to work on the other regions alone",
        "--region",
      ]
    ),
    BadInput(
      testDescription: "a wrong secret key",
      environment: ["AWS_SECRET_ACCESS_KEY": "wrong"],
      status: 1,
      contains: ["error: the credentials were not accepted: check key, secret and session token"],
      requests: ["GetCallerIdentity"]
    ),
    BadInput(
      testDescription: "an unknown access key",
      environment: ["AWS_ACCESS_KEY_ID": "AKIDOTHER"],
      status: 1,
      contains: ["error: the credentials were not accepted: check key, secret and session token"],
      requests: ["GetCallerIdentity"]
    ),
    BadInput(
      testDescription: "no credentials",
      environment: ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""],
      status: 1,
      contains: [
        "error: no AWS credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or",
        "\n  environment variables: AWS_ACCESS_KEY_ID is not set\n",
        "\n  instance metadata: AWS_EC2_METADATA_DISABLED is true\n",
      ],
      requests: []
    ),
    BadInput(
      testDescription: "a secret without its key",
      environment: ["AWS_ACCESS_KEY_ID": ""],
      status: 1,
      contains: ["AWS_SECRET_ACCESS_KEY is set but AWS_ACCESS_KEY_ID is not"],
      requests: []
    ),
    BadInput(
      testDescription: "an endpoint that is no URL",
      arguments: ["plan", "--endpoint-url", "localhost:80 80"],
      status: 64,
      contains: ["error: "],
      requests: []
    ),
  ]

  static let refusals = [
    BadInput(
      testDescription: "another account",
      manifest: good + "account: \"999999999999\"\n",
      status: 4,
      errors: """
        error: the credentials belong to the account 123456789012 \
        (arn:aws:iam::123456789012:user/simulator), but the manifest is for 999999999999 \
        (smsctl.yaml:6:10); nothing was read or changed

        """,
      requests: ["GetCallerIdentity"]
    ),
    BadInput(
      testDescription: "another account, for a plan",
      manifest: good + "account: \"999999999999\"\n",
      arguments: ["plan"],
      status: 4,
      contains: ["999999999999"],
      requests: ["GetCallerIdentity"]
    ),
    BadInput(
      testDescription: "no terminal to ask at",
      arguments: ["apply"],
      status: 4,
      errors: """
        error: there is no terminal to ask at; with --auto-approve (-y) nobody is asked. Nothing was changed

        """
    ),
    BadInput(
      testDescription: "the answer no",
      arguments: ["apply"],
      answers: ["no"],
      status: 4,
      contains: ["Apply this to the account 123456789012?", "nothing was changed\n"]
    ),
    BadInput(
      testDescription: "the answer y",
      arguments: ["apply"],
      answers: ["y"],
      status: 4,
      contains: ["nothing was changed\n"]
    ),
    BadInput(
      testDescription: "the end of input for an answer",
      arguments: ["apply"],
      answers: [],
      status: 4,
      contains: ["nothing was changed\n"]
    ),
    BadInput(
      testDescription: "a target that matches nothing",
      arguments: ["plan", "--target", "us-east-1/opt-out-list/code"],
      status: 1,
      errors: """
        error: nothing in the manifest matches '--target us-east-1/opt-out-list/code'; did you mean 'us-east-1/opt-out-list/codes'?

        """,
      requests: []
    ),
    BadInput(
      testDescription: "a region that the manifest has not",
      arguments: ["plan", "--region", "us-east-2"],
      status: 1,
      errors: "error: the manifest has no region 'us-east-2'; did you mean 'us-east-1'?\n",
      requests: []
    ),
    BadInput(
      testDescription: "a simulator and an endpoint",
      arguments: ["plan", "--simulate", "--endpoint-url", "http://127.0.0.1:1"],
      status: 64,
      contains: ["--simulate and --endpoint-url exclude each other"],
      requests: []
    ),
    BadInput(
      testDescription: "an unknown option",
      arguments: ["plan", "--colour"],
      status: 64,
      contains: ["Unknown option '--colour'"],
      requests: []
    ),
    BadInput(
      testDescription: "an unknown command",
      arguments: ["demolish"],
      status: 64,
      contains: ["demolish"],
      requests: []
    ),
    BadInput(
      testDescription: "a rate that is none",
      arguments: ["plan", "--rate", "*=0"],
      status: 64,
      contains: ["'*=0'", "--rate", "expected an operation and a number above 0 and up to 1000"],
      requests: []
    ),
    BadInput(
      testDescription: "a pattern where consent takes one address",
      arguments: ["apply", "-y", "--allow-consent-change", "us-east-1/*"],
      status: 64,
      contains: ["consent is given for one exact address"],
      requests: []
    ),
    BadInput(
      testDescription: "a log that cannot be written",
      arguments: ["apply", "-y", "--log", "missing/calls.jsonl"],
      status: 1,
      errors: "error: the log 'missing/calls.jsonl' cannot be written\n",
      requests: []
    ),
  ]
}
