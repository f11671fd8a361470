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
