package import Foundation

/// Which proxy carries a request, from the variables that curl made common.
///
/// `https_proxy` and `HTTPS_PROXY` for `https`, `http_proxy` for `http`, `all_proxy` and `ALL_PROXY`
/// for both; the first one of these that is set. Lower case comes first. `HTTP_PROXY` does not count:
/// a web server sets it for its children from a header of whoever asks
/// (<https://curl.se/libcurl/c/libcurl-env.html>).
package struct ProxySettings: Sendable, Equatable {
  /// No proxy for anything.
  package static let none = ProxySettings(environment: [:])

  /// Hosts that are reached directly, as `NO_PROXY` lists them for curl: names, which stand for
  /// their subdomains too, addresses, networks such as `10.0.0.0/8`, or `*` for all.
  ///
  /// Empty for none.
  let excluded: String
  private let http: Proxy?
  private let https: Proxy?

  /// Reads the variables; an empty one counts as unset.
  package init(environment: [String: String]) {
    func first(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    http = first("http_proxy", "all_proxy", "ALL_PROXY").map { Proxy($0) }
    https = first("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY").map { Proxy($0) }
    excluded = first("no_proxy", "NO_PROXY") ?? ""
  }

  /// The address of the proxy for a URL as it may be shown, without user and password; nil for none.
  package func name(for url: URL) -> String? { proxy(for: url)?.description }

  /// Nil when there is none for this request.
  ///
  /// The machine itself and the agents that give its credentials are always reached directly: no
  /// proxy could reach them for us. `excluded` is left to curl.
  func proxy(for request: HTTPRequest) -> Proxy? {
    request.isDirect ? nil : proxy(for: request.url)
  }

  private func proxy(for url: URL) -> Proxy? {
    guard !url.isOfThisMachine else { return nil }
    return url.scheme?.lowercased() == "https" ? https : http
  }
}

extension URL {
  /// The instance metadata service and the agents of ECS and EKS have link-local addresses
  /// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html>).
  fileprivate var isOfThisMachine: Bool {
    let host = (host() ?? "").trimmingCharacters(in: ["[", "]"]).lowercased()
    return ["localhost", "127.0.0.1", "::1"].contains(host)
      || host.hasPrefix("169.254.") || host.hasPrefix("fd00:ec2::")
  }
}

/// A proxy's address, which may have a password in it.
struct Proxy: Sendable, Equatable, CustomStringConvertible {
  /// As it was set, for example `http://user:password@proxy.example.com:3128`.
  let address: Secret

  /// Takes the value of a variable as it is.
  init(_ address: String) {
    self.address = Secret(address)
  }

  /// Without user and password, for example `http://proxy.example.com:3128`.
  var description: String {
    guard let at = address.value.lastIndex(of: "@") else { return address.value }
    let host = address.value[address.value.index(after: at)...]
    guard let scheme = address.value.range(of: "://") else { return String(host) }
    return "\(address.value[..<scheme.upperBound])\(host)"
  }

  /// Host and port as curl's messages have them, for example `proxy.example.com port 3128`.
  ///
  /// Nil when the address cannot be read. Without a port curl takes 1080, with `https` 443.
  var connectionText: String? {
    let text = description.contains("://") ? description : "http://\(description)"
    guard let url = URL(string: text), let host = url.host() else { return nil }
    return "\(host) port \(url.port ?? (url.scheme == "https" ? 443 : 1080))"
  }

  /// A message of curl's without what must not be shown.
  func redacting(_ message: String) -> String {
    message.replacing(address.value, with: description)
  }
}
