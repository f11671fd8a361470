internal import Foundation

/// An answer while it arrives.
struct CurlAnswer {
  /// What a server may fill memory with before its body; AWS's headers have about 1 kB.
  private static let headerLimit = 256 * 1024

  /// Those of the last status line that came.
  private(set) var headers: HTTPHeaders = [:]
  /// What has come so far.
  private(set) var body = Data()
  /// Whether the headers came to their end; curl is content with less when the connection ends.
  private(set) var isHeadComplete = false
  /// Whether headers or body went over their limit; the rest was not taken.
  private(set) var isTooLarge = false
  private var headerBytes = 0

  /// Whether anything has come at all.
  var isEmpty: Bool { headerBytes == 0 }

  /// Takes one line as curl hands it over, with its line end; says whether there was room.
  ///
  /// A status line begins a new set of headers: an interim answer (100) may come before the real one.
  mutating func appendHeader(line: String) -> Bool {
    headerBytes += line.utf8.count
    guard headerBytes <= Self.headerLimit else {
      isTooLarge = true
      return false
    }
    if line.hasPrefix("HTTP/") {
      (headers, isHeadComplete) = ([:], false)
    } else if line.allSatisfy(\.isNewline) {
      isHeadComplete = true
    } else if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...]
      headers.add(String(line[..<colon]), value.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    return true
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
