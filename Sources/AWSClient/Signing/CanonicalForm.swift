internal import Foundation

extension HTTPHeaders {
  /// One `name:value` line per name, in order of the names, each with a line end.
  ///
  /// Names are in lower case, outer spaces go, inner runs of spaces become one, and the values of a
  /// repeated name are joined by commas.
  var canonicalLines: String {
    sortedNames.map { name in
      "\(name):\(values(of: name).map(\.collapsingSpaces).joined(separator: ","))\n"
    }.joined()
  }

  /// For example `content-type;host;x-amz-date`.
  var signedNames: String { sortedNames.joined(separator: ";") }

  private var sortedNames: [String] {
    Set(fields.map { $0.name.lowercased() }).subtracting(Self.unsigned).sorted()
  }

  // A proxy may change these on the way; botocore leaves out the same ones.
  private static let unsigned: Set = [
    "baggage", "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization",
    "te", "traceparent", "tracestate", "trailer", "transfer-encoding", "upgrade", "user-agent",
    "x-amzn-trace-id",
  ]
}

extension URL {
  /// The `Host` header for this URL: the port is named only when it is not the scheme's own.
  var hostHeader: String {
    let host = host() ?? ""
    let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    guard let port, port != (scheme == "https" ? 443 : 80) else { return name }
    return "\(name):\(port)"
  }

  /// The path without empty, `.` and `..` segments, its percent signs encoded once more; `/` when
  /// nothing is left.
  var canonicalPath: String {
    let path = path(percentEncoded: true)
    var segments: [Substring] = []
    for segment in path.split(separator: "/") where segment != "." {
      if segment != ".." { segments.append(segment) } else { _ = segments.popLast() }
    }
    let end = path.hasSuffix("/") && !segments.isEmpty ? "/" : ""
    return "/\(segments.joined(separator: "/"))\(end)".percentEncoded(keeping: "/")
  }

  /// Parameters in order of their names, then values; a name without `=` gets one.
  var canonicalQuery: String {
    let parameters = (query(percentEncoded: true) ?? "").split(separator: "&").map { parameter in
      let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.map { ($0.removingPercentEncoding ?? String($0)).percentEncoded(keeping: "") }
    }
    return parameters.map { ($0.first ?? "", $0.count > 1 ? $0[1] : "") }
      .sorted { $0 < $1 }
      .map { "\($0)=\($1)" }
      .joined(separator: "&")
  }
}

extension String {
  fileprivate var collapsingSpaces: String {
    split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
  }
}
