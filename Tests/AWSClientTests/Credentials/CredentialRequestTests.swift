import AWSClient
import Foundation
import Testing

@Suite struct `Agents that hand out credentials` {
  @Test(
    arguments: [
      ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/role"],
      ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.5/role"],
      ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "https://agent.example.com/role"],
      ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://metadata.example.com"],
    ]
  )
  func `are never asked through a proxy`(variables: [String: String]) async throws {
    let transport = ScriptedTransport([.answer(200, "role")])
    let settings = try ClientSettings.make(variables)
    let cache = CredentialCache(
      settings,
      endpoints: try EndpointResolver(settings: settings),
      transport: transport,
      region: "eu-west-1",
      userAgent: "smsctl/test",
      clock: LeapingClock()
    )
    await #expect(throws: CredentialError.self) { try await cache.credentials() }
    let isDirect = transport.requests.map { $0.isDirect }
    #expect(!isDirect.isEmpty && !isDirect.contains(false))
  }
}

@Suite struct `A chain of profiles` {
  @Test func `ends before it takes the memory of the machine`() async throws {
    let profiles = (0..<10_000).map {
      "[profile p\($0)]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = p\($0 + 1)\n"
    }
    let transport = ScriptedTransport([.answer(200, "")])
    let settings = try ClientSettings.make(
      ["AWS_PROFILE": "p0"],
      config: profiles.joined()
    )
    let cache = CredentialCache(
      settings,
      endpoints: try EndpointResolver(settings: settings),
      transport: transport,
      region: "eu-west-1",
      userAgent: "smsctl/test"
    )
    let error = await #expect(throws: CredentialError.self) { try await cache.credentials() }
    #expect(error?.message.hasPrefix("source_profile (~/.aws/config:60): more than 20") == true)
    #expect(transport.requests.isEmpty)
  }
}
