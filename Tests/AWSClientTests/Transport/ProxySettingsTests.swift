import AWSClient
import Foundation
import Testing

@Suite struct `The choice of a proxy` {
  private static let hidden = "user:hunter2"

  @Test(
    arguments: [
      ([:], "https", nil),
      (["HTTPS_PROXY": "http://p:1"], "https", "http://p:1"),
      (["HTTPS_PROXY": "http://p:1"], "http", nil),
      (["https_proxy": "http://p:1", "HTTPS_PROXY": "http://p:2"], "https", "http://p:1"),
      (["https_proxy": "", "HTTPS_PROXY": "http://p:2"], "https", "http://p:2"),
      (["http_proxy": "http://p:1"], "http", "http://p:1"),
      (["http_proxy": "http://p:1"], "https", nil),
      (["HTTP_PROXY": "http://p:1"], "http", nil),
      (["ALL_PROXY": "p:1"], "http", "p:1"),
      (["ALL_PROXY": "p:1"], "https", "p:1"),
      (["all_proxy": "p:1", "ALL_PROXY": "p:2", "HTTPS_PROXY": "p:3"], "https", "p:3"),
      (["all_proxy": "p:1", "ALL_PROXY": "p:2"], "http", "p:1"),
    ] as [([String: String], String, String?)]
  )
  func `follows curl's variables`(
    environment: [String: String],
    scheme: String,
    expected: String?
  ) throws {
    let url = try #require(URL(string: "\(scheme)://sms-voice.eu-west-1.amazonaws.com/"))
    let settings = ProxySettings(environment: environment)
    #expect(settings.name(for: url) == expected)
  }

  @Test(arguments: [
    ("http://localhost:8787/", false), ("http://127.0.0.1/", false), ("http://[::1]:1/", false),
    ("http://169.254.169.254/latest", false), ("http://169.254.170.2/v2", false),
    ("http://[fd00:ec2::254]/", false), ("http://127.0.0.2/", true), ("http://10.0.0.1/", true),
    ("http://localhost.example.com/", true), ("http://127.0.0.1.example.com/", true),
    ("http://[2001:db8::1]/", true),
  ])
  func `leaves this machine and its agents out`(address: String, isProxied: Bool) throws {
    let settings = ProxySettings(environment: ["ALL_PROXY": "http://p:1"])
    let url = try #require(URL(string: address))
    #expect((settings.name(for: url) != nil) == isProxied)
  }

  @Test(arguments: [
    ("http://user:hunter2@proxy:3128", "http://proxy:3128"),
    ("user:hunter2@proxy:3128", "proxy:3128"),
    ("http://user:hunter2@p@ss@proxy", "http://proxy"),
    ("https://hunter2@[::1]:1", "https://[::1]:1"),
    ("http://proxy:3128", "http://proxy:3128"),
  ])
  func `shows no password`(address: String, shown: String) throws {
    let settings = ProxySettings(environment: ["ALL_PROXY": address])
    let url = try #require(URL(string: "https://example.com"))
    #expect(settings.name(for: url) == shown)
    var dumped = "\(settings) \(String(reflecting: settings))"
    dump(settings, to: &dumped)
    #expect(!dumped.contains("hunter2"))
  }
}
