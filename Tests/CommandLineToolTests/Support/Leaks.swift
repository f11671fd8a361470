import Foundation

/// Looks for secrets, however they are spelt.
///
/// Shares nothing with the code that hides them.
enum Leaks {
  /// One that was found.
  struct Leak: Equatable, CustomStringConvertible {
    var file: String
    var secret: String

    var description: String { "\(secret) in \(file)" }
  }

  /// All files of a directory, but for those named, against all secrets.
  static func find(
    _ secrets: [String],
    in directory: String,
    except inputs: Set<String> = []
  ) throws -> [Leak] {
    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
    return try names.sorted().filter { !inputs.contains($0) }.flatMap { name -> [Leak] in
      let path = "\(directory)/\(name)"
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { return [] }
      let data = try Data(contentsOf: URL(filePath: path))
      return secrets.filter { isFound($0, in: data) }.map { Leak(file: name, secret: $0) }
    }
  }

  private static func isFound(_ secret: String, in data: Data) -> Bool {
    (spellings(of: secret) + insideBase64(secret)).contains { data.range(of: Data($0.utf8)) != nil }
  }

  /// As it is, percent-encoded, in JSON, in Base64.
  static func spellings(of secret: String) -> [String] {
    let bytes = Array(secret.utf8)
    func isPlain(_ byte: UInt8) -> Bool {
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || [45, 46, 95, 126].contains(byte)
    }
    func escaped(_ format: String, except: UInt8? = nil) -> String {
      bytes.map { byte in
        isPlain(byte) || byte == except
          ? String(UnicodeScalar(byte)) : String(format: format, Int(byte))
      }
      .joined()
    }
    return [
      secret, escaped("%%%02X"), escaped("%%%02x"), escaped(#"\u%04x"#), escaped(#"\u%04X"#),
      escaped(#"\u%04x"#, except: 47), escaped(#"\u%04X"#, except: 47),
      secret.replacing("/", with: #"\/"#), Data(bytes).base64EncodedString(),
    ]
  }

  /// What is the same in the Base64 of any text that has the secret in it.
  private static func insideBase64(_ secret: String) -> [String] {
    (0..<3).map { offset in
      let text = Data(repeating: 65, count: offset) + Data(secret.utf8)
      let encoded = text.prefix(text.count / 3 * 3).base64EncodedString()
      return String(encoded.dropFirst(offset == 0 ? 0 : 4))
    }
  }
}
