/// The name of a resource in plans, logs and flags: `REGION/KIND/NAME`, children appended.
///
/// Examples: `us-east-1/pool/otp`, `us-east-1/pool/otp/keyword/JOIN`,
/// `eu-west-1/sender-id/EXAMPLECO/DE`.
package struct Address: Hashable, Sendable, CustomStringConvertible {
  /// For example `us-east-1`.
  package let region: String
  /// All after the region, for example `pool/otp`.
  package let path: String

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

  /// The whole address as text.
  package var description: String { "\(region)/\(path)" }
}

extension Address: Comparable {
  /// By region, then by path.
  package static func < (left: Address, right: Address) -> Bool {
    (left.region, left.path) < (right.region, right.path)
  }
}
