internal import CLibCrypto
internal import Foundation

/// The two digests that Signature Version 4 is made of, and how to compare them.
enum Digests {
  /// SHA-256 of the bytes, 32 bytes.
  static func sha256(_ bytes: some ContiguousBytes) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    bytes.withUnsafeBytes { input in
      let done = EVP_Digest(input.baseAddress, input.count, &digest, nil, EVP_sha256(), nil)
      precondition(done == 1, "OpenSSL has no SHA-256")
    }
    return digest
  }

  /// HMAC-SHA256 of the text under the key, 32 bytes.
  static func hmac(_ text: String, key: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let text = Array(text.utf8)
    let result = HMAC(EVP_sha256(), key, Int32(key.count), text, text.count, &digest, nil)
    precondition(result != nil, "OpenSSL has no HMAC-SHA256")
    return digest
  }

  /// Lower-case hexadecimal digits.
  static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self
    )
  }

  /// Whether two texts are equal, in a time that does not depend on where they differ.
  static func areEqual(_ left: String, _ right: String) -> Bool {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    return left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }
}
