import AWSClient

extension CredentialCase {
  /// The same machine with all that can go wrong on the way to one answer.
  ///
  /// `lead` are the answers before it, `good` is the right one, `documents` are those in which something is
  /// missing or wrong.
  func inTrouble(
    after lead: [ScriptedTransport.Reply] = [],
    good: ScriptedTransport.Reply,
    documents: [(String, ScriptedTransport.Reply)]
  ) -> [CredentialCase] {
    let page = "<html><head><title>503</title></head><body>no <b>upstream</b></body></html>"
    let troubles: [(String, [ScriptedTransport.Reply])] = [
      ("it works", [good]),
      ("500, then works", [.answer(500, ""), good]),
      ("429 twice, then works", [.answer(429, ""), .answer(429, ""), good]),
      ("500 for ever", [.answer(500, "")]),
      ("no answer, then works", [.fail(.timedOut), good]),
      ("no answer", [.fail(.timedOut)]),
      ("cut short, then works", [.fail(.cutShort), good]),
      ("cut short", [.fail(.cutShort)]),
      ("connection refused", [.fail(.refused)]),
      ("a gateway's page", [.answer(503, page)]),
      ("404", [.answer(404, "not here")]),
      ("an empty answer", [.answer(200, "")]),
      ("a page instead of an answer", [.answer(200, page)]),
      ("a list instead of an object", [.answer(200, "[1]")]),
    ]
    return (troubles + documents.map { ($0, [$1]) }).map { meeting(lead + $1, $0) }
  }

  /// JSON documents of containers and instances in which something is missing or wrong.
  static let documents: [(String, ScriptedTransport.Reply)] = [
    ("no AccessKeyId", ["AccessKeyId": nil]),
    ("empty SecretAccessKey", ["SecretAccessKey": ""]),
    ("no Token", ["Token": nil]),
    ("no Expiration", ["Expiration": nil]),
    ("Expiration is no time", ["Expiration": "soon"]),
    ("Expiration is past", ["Expiration": "2025-12-31T23:59:59Z"]),
    ("Expiration with fractions", ["Expiration": "2026-01-01T01:00:00.123456Z"]),
    ("Expiration in another zone", ["Expiration": "2026-01-01T02:00:00+01:00"]),
  ].map { title, changes in
    (title, .answer(200, CredentialAnswers.json(CredentialAnswers.document, changes)))
  }
}
