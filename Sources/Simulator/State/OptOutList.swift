/// An opt-out list and who is on it.
struct OptOutList: CloudResource {
  static let kind = ResourceKind.optOutList
  /// The list that every account has and nobody can delete.
  static let defaultName = "Default"

  /// As it was given; known by it in ARNs.
  var name: String
  /// Seconds since 1970, as all times of the state.
  var createdAt: Double = 0
  var tags: [String: String] = [:]
  /// In the order they were added.
  var optedOutNumbers: [OptedOutNumber] = []

  /// The name.
  var id: String { name }

  /// All the keys that a file may have; others are errors.
  enum CodingKeys: CodingKey, CaseIterable {
    case name
    case createdAt
    case tags
    case optedOutNumbers
  }
}

extension OptOutList {
  /// Everything but the name may be left out.
  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(CodingKeys.self)
    self.init(
      name: try container.decode(String.self, forKey: .name),
      createdAt: try container.value(.createdAt, or: 0),
      tags: try container.value(.tags, or: [:]),
      optedOutNumbers: try container.value(.optedOutNumbers, or: [])
    )
  }
}

/// One entry of an opt-out list; a seed may give the number alone, as a string.
struct OptedOutNumber: Codable, Sendable, Equatable {
  /// With its plus.
  var number: String
  /// Seconds since 1970.
  var optedOutAt: Double = 0
  /// False when the operator put it there.
  var byEndUser: Bool = false

  /// All the keys that a file may have; others are errors.
  enum CodingKeys: CodingKey, CaseIterable {
    case number
    case optedOutAt
    case byEndUser
  }
}

extension OptedOutNumber {
  /// Takes the number alone, too, as a string.
  init(from decoder: any Decoder) throws {
    if let number = try? decoder.singleValueContainer().decode(String.self) {
      self.init(number: number)
      return
    }
    let container = try decoder.strictContainer(CodingKeys.self)
    self.init(
      number: try container.decode(String.self, forKey: .number),
      optedOutAt: try container.value(.optedOutAt, or: 0),
      byEndUser: try container.value(.byEndUser, or: false)
    )
  }
}
