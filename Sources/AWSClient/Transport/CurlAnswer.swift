internal import Foundation

/// An answer while it arrives.
struct CurlAnswer {
  /// Those of the last status line that came.
  private(set) var headers: HTTPHeaders = [:]
  private(set) var body = Data()
  /// Whether the body went over the limit; the rest was not taken.
  private(set) var isTooLarge = false

  /// Takes one line as curl hands it over, with its line end.
  ///
  /// A status line begins a new set of headers: an interim answer (100) may come before the real one.
  mutating func appendHeader(line: String) {
    if line.hasPrefix("HTTP/") {
      headers = [:]
      return
    }
    guard let colon = line.firstIndex(of: ":") else { return }
    let value = line[line.index(after: colon)...]
    headers.add(String(line[..<colon]), value.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Says whether there was room.
  mutating func append(_ bytes: Data, limit: Int) -> Bool {
    guard body.count + bytes.count <= limit else {
      isTooLarge = true
      return false
    }
    body.append(bytes)
    return true
  }
}
