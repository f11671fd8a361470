import AWSClient
import Foundation
import SMSVoice
import Testing

@Suite struct `The caller's identity` {
  @Test func `is asked of STS in the region`() async throws {
    let transport = ScriptedTransport([
      .answer(
        200,
        """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult>
            <Arn>arn:aws:iam::123456789012:user/a&amp;b</Arn>
            <UserId>AIDA</UserId>
            <Account>123456789012</Account>
          </GetCallerIdentityResult>
          <ResponseMetadata><RequestId>id</RequestId></ResponseMetadata>
        </GetCallerIdentityResponse>
        """
      )
    ])
    let identity = try await ServiceClient(try .make(transport)).callerIdentity(region: "eu-west-1")
    #expect(
      identity
        == CallerIdentity(account: "123456789012", arn: "arn:aws:iam::123456789012:user/a&b")
    )
    let request = try #require(transport.requests.first)
    #expect(request.body == Data("Action=GetCallerIdentity&Version=2011-06-15".utf8))
    #expect(request.headers["Authorization"]?.contains("/eu-west-1/sts/aws4_request") == true)
  }

  @Test func `is refused with STS's own words`() async throws {
    let transport = ScriptedTransport([
      .answer(
        403,
        """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <Error>
            <Type>Sender</Type>
            <Code>InvalidClientTokenId</Code>
            <Message>The security token included in the request is invalid.</Message>
          </Error>
          <RequestId>id-9</RequestId>
        </ErrorResponse>
        """
      )
    ])
    let client = ServiceClient(try .make(transport))
    let error = await #expect(throws: ServiceError.self) {
      try await client.callerIdentity(region: "eu-west-1")
    }
    #expect(
      error
        == ServiceError(
          kind: .credentials,
          code: "InvalidClientTokenId",
          message: "The security token included in the request is invalid.",
          requestID: "id-9"
        )
    )
  }

  @Test func `is an error when the answer names no account`() async throws {
    let client = ServiceClient(try .make(ScriptedTransport([.answer(200, "<html/>")])))
    let error = await #expect(throws: ServiceError.self) {
      try await client.callerIdentity(region: "eu-west-1")
    }
    #expect(error?.code == "UnreadableResponse")
  }
}
