internal import CLibCrypto
internal import Foundation

/// SHA-256 and its HMAC, by OpenSSL.
///
/// Both functions are one-shot calls that OpenSSL 1.1 and 3 have in common.
enum SHA256 {
  private static let size = 32

  /// 32 bytes.
  static func digest(_ data: Data) -> Data {
    var output = [UInt8](repeating: 0, count: size)
    let isDone = data.withUnsafeBytes { bytes in
      EVP_Digest(bytes.baseAddress, bytes.count, &output, nil, EVP_sha256(), nil)
    }
    precondition(isDone == 1, "OpenSSL cannot compute SHA-256")
    return Data(output)
  }

  /// HMAC of the text's UTF-8 bytes, 32 bytes.
  static func authenticationCode(_ text: String, key: Data) -> Data {
    var output = [UInt8](repeating: 0, count: size)
    let text = Array(text.utf8)
    let result = key.withUnsafeBytes { key in
      HMAC(EVP_sha256(), key.baseAddress, Int32(key.count), text, text.count, &output, nil)
    }
    precondition(result != nil, "OpenSSL cannot compute HMAC-SHA-256")
    return Data(output)
  }
}

extension Data {
  /// Lower-case hexadecimal, for example `e3b0c442`.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self
    )
  }
}
