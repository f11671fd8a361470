internal import AWSClient
internal import Foundation

/// A JSON object whose last member is a digest of all before it, so that a copy that was cut short or
/// changed is known by any byte.
///
/// Against accidents, not against forgers: whoever can write the file can make a new seal.
package enum SealedText {
  private static let end = "\n}\n"

  /// Puts the seal on the text of an object that is not empty and ends with `}` and a newline of their own.
  package static func sealing(_ object: String) -> String {
    precondition(object.hasSuffix(end), "an object in lines is expected")
    let body = String(object.dropLast(end.count))
    return body + tail(of: body)
  }

  /// The object without its seal, or nil when the seal is not that of the text.
  package static func opening(_ text: some BidirectionalCollection<UInt8>) -> String? {
    let length = tail(of: "").utf8.count
    // Repaired text could pass for what was there before.
    guard text.count > length, let body = String(validating: text.dropLast(length), as: UTF8.self),
      tail(of: body).utf8.elementsEqual(text.suffix(length))
    else { return nil }
    return body + end
  }

  private static func tail(of body: String) -> String {
    ",\n  \"sha256\" : \"\(TextDigest.hexadecimal(of: body))\"\n}\n"
  }
}
