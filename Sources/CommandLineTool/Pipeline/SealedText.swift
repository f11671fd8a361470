internal import AWSClient
internal import Foundation

/// A JSON object whose last member is a digest of all before it, so that a copy that was cut short or
/// changed is known by any byte.
///
/// Against accidents, not against forgers: whoever can write the file can make a new seal.
package enum SealedText {
  private static let end = "\n}\n"
  private static let seal = ",\n  \"sha256\" : \""
  private static let digits = 64
  private static let closing = "\"\n}\n"

  /// Puts the seal on the text of an object that is not empty and ends with `}` and a newline of their own.
  package static func sealing(_ object: String) -> String {
    precondition(object.hasSuffix(end), "an object in lines is expected")
    let body = String(object.dropLast(end.count))
    return body + seal + TextDigest.hexadecimal(of: body) + closing
  }

  /// The object without its seal, or nil when the seal is not that of the text.
  package static func opening(_ text: some Collection<UInt8>) -> String? {
    let tail = seal.utf8.count + digits + closing.utf8.count
    // Repaired text could pass for what was there before.
    guard text.count > tail, let body = String(validating: text.dropLast(tail), as: UTF8.self)
    else { return nil }
    return sealing(body + end).utf8.elementsEqual(text) ? body + end : nil
  }
}
