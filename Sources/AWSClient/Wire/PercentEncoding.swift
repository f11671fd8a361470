internal import Foundation

extension String {
  /// RFC 3986: all but letters, digits, `-._~` and `kept` becomes `%XX`.
  func percentEncoded(keeping kept: String = "") -> String {
    unicodeScalars.map { scalar in
      let isPlain =
        scalar.isASCII && scalar.properties.isAlphabetic
        || "-._~0123456789\(kept)".unicodeScalars.contains(scalar)
      return isPlain
        ? String(scalar) : String(scalar).utf8.map { String(format: "%%%02X", $0) }.joined()
    }.joined()
  }
}
