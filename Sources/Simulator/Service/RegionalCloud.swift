/// The service in one region for one account: its resources and the rules by which they change.
///
/// It knows nothing of HTTP, signatures or quotas, and takes time and randomness from outside, so
/// that equal calls have equal effects. The operations are in `Operations/`, a family a file.
struct RegionalCloud: Sendable {
  /// Twelve digits.
  let account: String
  /// For example `eu-west-1`.
  let region: String
  /// For example `aws`.
  let partition: String
  /// How open questions are decided.
  let assumptions: SimulatorAssumptions
  /// Makes the 32 hexadecimal digits of an id.
  let makeDigits: @Sendable () -> String
  /// Everything there is.
  var state: RegionState
  /// Seconds since 1970, of the call being answered.
  var now: Double = 0
  /// What the next read of a pool's members or an identity's keywords shows instead of the truth,
  /// by resource id.
  var staleMembers: [String: [PoolMember]] = [:]
  /// As `staleMembers`, of numbers and pools.
  var staleKeywords: [String: [Keyword]] = [:]
  /// What reads are answered from; nil when they show the present.
  var past: PastStates?
  /// How many seconds the service takes to make a new pool or number usable.
  var activationTime = settlingTime

  /// How long the service takes to forget what is gone.
  static let settlingTime = 0.2
  /// How long a release takes to be known everywhere.
  static let spreadingTime = 2.0

  /// The country codes of rule sets.
  static let knownCountries = CountryCodes.bundled
}

extension RegionalCloud {
  /// For example `arn:aws:sms-voice:eu-west-1:123456789012:pool/pool-0f3...`.
  func arn(_ kind: ResourceKind, _ id: String) -> String {
    "arn:\(partition):sms-voice:\(region):\(account):\(kind.rawValue)/\(id)"
  }

  /// The id in a reference that may be an ARN; an ARN of another kind is a validation error, one
  /// of another account or region is not found.
  func id(
    _ reference: String,
    _ kind: ResourceKind,
    field: String
  ) throws(SimulatedError) -> String {
    guard reference.hasPrefix("arn:") else { return reference }
    let prefix = arn(kind, "")
    if reference.hasPrefix(prefix) { return String(reference.dropFirst(prefix.count)) }
    let parts = reference.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[2] == "sms-voice", parts[5].hasPrefix(kind.rawValue + "/") else {
      throw .invalid("INVALID_ARN", field, "'\(reference)' is not an ARN of a \(kind.rawValue)")
    }
    throw .notFound(kind.rawValue, reference)
  }

  /// Where a resource stands in its list, by id or ARN.
  func index<Resource: CloudResource>(
    of reference: String,
    in list: KeyPath<RegionState, [Resource]>,
    field: String
  ) throws(SimulatedError) -> Int {
    let id = try id(reference, Resource.kind, field: field)
    guard let index = state[keyPath: list].firstIndex(where: { $0.id == id }) else {
      throw .notFound(Resource.kind.rawValue, id)
    }
    return index
  }

  /// Tags as results show them.
  func wire(_ tags: [String: String]) -> JSON {
    let sorted = tags.sorted { $0.key < $1.key }
    let ordered = assumptions.holds(.tagsOrder, "sorted") ? sorted : sorted.reversed()
    return .array(
      ordered.map { .object(["Key": .string($0.key), "Value": .string($0.value)]) }
    )
  }
}
