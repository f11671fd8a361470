internal import Foundation

extension Secret {
  /// The ways in which somebody may have written the text: as it is, in a URL, in JSON, in XML, in Base64.
  ///
  /// Longest first, so that what is replaced by one of them is not found in part by another.
  var spellings: [String] {
    guard !value.isEmpty else { return [] }
    let inURL = value.percentEncoded()
    let inJSON = value.replacing("\\", with: #"\\"#).replacing("\"", with: #"\""#)
    let all: [String] = [
      value, inURL, inURL.lowercasedEscapes, inJSON, inJSON.replacing("/", with: #"\/"#),
      value.carefulJSON(uppercase: false), value.carefulJSON(uppercase: true),
      value.carefulJSON(uppercase: false, keeping: "/"),
      value.carefulJSON(uppercase: true, keeping: "/"),
      value.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;"),
      Data(value.utf8).base64EncodedString(),
    ]
    return Set(all).sorted { ($1.count, $0) < ($0.count, $1) }
  }
}

extension String {
  /// The text with every secret replaced, however it is spelt.
  func hiding(_ secrets: [Secret]) -> String {
    secrets.flatMap(\.spellings).reduce(self) {
      $0.replacingOccurrences(of: $1, with: Secret.placeholder)
    }
  }

  /// `%2F` as `%2f`.
  fileprivate var lowercasedEscapes: String {
    replacing(/%[0-9A-F]{2}/) { $0.output.lowercased() }
  }

  /// As JSON for web pages has it, with `\u003d` for `=`, and so for all that is no letter or digit.
  fileprivate func carefulJSON(uppercase: Bool, keeping kept: String = "") -> String {
    let safe = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~" + kept))
    return unicodeScalars.map { scalar in
      guard scalar.isASCII, !safe.contains(scalar) else { return String(scalar) }
      let code = String(scalar.value, radix: 16, uppercase: uppercase)
      return #"\u"# + String(repeating: "0", count: 4 - code.count) + code
    }
    .joined()
  }
}
