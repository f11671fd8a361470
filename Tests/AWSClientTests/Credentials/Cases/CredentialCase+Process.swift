import AWSClient

extension CredentialCase {
  private static func printing(_ outcome: ProcessOutcome, _ title: String) -> CredentialCase {
    CredentialCase(
      title,
      TestMachine(
        variables: ["AWS_EC2_METADATA_DISABLED": "true"],
        config: "[default]\ncredential_process = /opt/get \"my keys\"",
        programs: [#"/opt/get "my keys""#: outcome]
      )
    )
  }

  static let process = [
    printing(CredentialAnswers.program(), "it works"),
    printing(CredentialAnswers.program(["Expiration": nil]), "keys that do not end"),
    printing(CredentialAnswers.program(["SessionToken": nil]), "no token"),
    printing(CredentialAnswers.program(["AccessKeyId": nil]), "no AccessKeyId"),
    printing(CredentialAnswers.program(["SecretAccessKey": ""]), "empty SecretAccessKey"),
    printing(CredentialAnswers.program(["Expiration": "hush"]), "Expiration is no time"),
    printing(CredentialAnswers.program(["Expiration": "2020-01-01T00:00:00Z"]), "already expired"),
    printing(
      CredentialAnswers.program(["Expiration": "2026-01-01T01:00:00.123456+00:00"]),
      "Expiration as Python writes it"
    ),
    printing(
      CredentialAnswers.program(["Expiration": "2026-01-01T01:00:00UTC"]),
      "Expiration as the CLI wrote it"
    ),
    printing(CredentialAnswers.program(version: "2"), "Version 2"),
    printing(CredentialAnswers.program(version: #""1""#), "Version is a text"),
    printing(CredentialAnswers.program(version: nil), "no Version"),
    printing(.printed(Secret("")), "nothing printed"),
    printing(.printed(Secret("hush")), "no JSON"),
    printing(.printed(Secret(#"["hush"]"#)), "a list"),
    printing(.printed(Secret(#"{"Version":1,"AccessKeyId":"hush""#)), "JSON cut short"),
    printing(.failed("it ended with status 3"), "status 3"),
    CredentialCase(
      "an empty command",
      TestMachine(
        variables: ["AWS_EC2_METADATA_DISABLED": "true"],
        config: "[default]\ncredential_process ="
      )
    ),
  ]
}
