import AWSClient
import Testing

@Suite struct `Credentials as a value` {
  @Test func `never show their secrets`() {
    let credentials = Credentials(
      accessKeyID: "AKIDEXAMPLE",
      secretAccessKey: Secret("hush"),
      sessionToken: Secret("hush")
    )
    var dumped = ""
    dump(credentials, to: &dumped)
    let texts = [dumped, "\(credentials)", String(reflecting: credentials)]
    #expect(!texts.contains { $0.contains("hush") })
    #expect(texts.allSatisfy { $0.contains("<redacted>") && $0.contains("AKIDEXAMPLE") })
  }
}
