/// Ids of resources that a seed names without an id: the same for the same name in every run.
enum StableID {
  /// 32 hexadecimal digits.
  static func digits(_ name: String) -> String {
    String(Digests.hex(Digests.sha256(Array(name.utf8))).prefix(32))
  }
}
