internal import Foundation

/// SHA-256 of texts, for tokens that must be the same in every run.
package enum TextDigest {
  /// 64 lower-case hexadecimal digits, which is as long as a `ClientToken` may be.
  package static func hexadecimal(of text: String) -> String {
    SHA256.digest(Data(text.utf8)).hexadecimal
  }
}
