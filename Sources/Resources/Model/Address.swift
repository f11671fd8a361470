/// The name of a resource in plans, logs and flags: `REGION/KIND/NAME`, children appended.
///
/// Examples: `us-east-1/pool/otp`, `us-east-1/pool/otp/keyword/JOIN`,
/// `eu-west-1/sender-id/EXAMPLECO/DE`.
package struct Address: Hashable, Sendable, CustomStringConvertible {
  /// For example `us-east-1`.
  package let region: String
  /// All after the region, for example `pool/otp`.
  package let path: String

  /// `name` may have slashes, as a sender ID's `EXAMPLECO/DE` has; `kind` has none.
  package init(region: String, kind: String, name: String) {
    self.region = region
    path = "\(kind)/\(name)"
  }

  private init(region: String, path: String) {
    self.region = region
    self.path = path
  }

  /// The address of a child, for example `.../keyword/JOIN`.
  package func child(_ kind: String, _ name: String) -> Address {
    Address(region: region, path: "\(path)/\(kind)/\(name)")
  }

  /// This address and those of the resources it is a child of, the nearest first.
  package var lineage: [Address] {
    var result = [self]
    var path = path[...]
    while let slash = path.lastIndex(of: "/") {
      path = path[..<slash]
      result.append(Address(region: region, path: String(path)))
    }
    return result
  }

  /// What kind of thing it addresses, a child's own kind for a child: `pool`, `keyword`.
  package var kind: String { parts.kind }

  /// What follows the kind: `otp`, of a child `JOIN`, of a sender ID `EXAMPLECO/DE`.
  package var name: String { parts.name }

  /// Kinds and the names of what can have children have no slash; only other names may.
  private var parts: (kind: String, name: String) {
    let parts = path.split(separator: "/", maxSplits: 3).map(String.init)
    guard parts.count < 4 else { return (parts[2], parts[3]) }
    return (parts.first ?? "", parts.dropFirst().joined(separator: "/"))
  }

  /// The whole address as text.
  package var description: String { "\(region)/\(path)" }
}

extension Address: Comparable {
  /// By region, then by path.
  package static func < (left: Address, right: Address) -> Bool {
    (left.region, left.path) < (right.region, right.path)
  }
}
