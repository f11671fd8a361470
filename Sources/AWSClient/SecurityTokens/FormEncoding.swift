internal import Foundation

extension String {
  /// RFC 3986: all but the unreserved characters becomes `%XX`.
  var formEncoded: String {
    let letters = CharacterSet(charactersIn: "A"..."Z").union(CharacterSet(charactersIn: "a"..."z"))
    let unreserved = letters.union(CharacterSet(charactersIn: "0123456789-._~"))
    return addingPercentEncoding(withAllowedCharacters: unreserved) ?? self
  }
}
