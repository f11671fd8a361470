internal import Planning

/// A plan as `spec/plan.md` documents it: what JSON, reports and saved plans hold.
///
/// The names of the members are those of the document. Whoever adds one adds it there and in
/// `spec/plan.schema.json`.
struct PlanDocument: Codable, Equatable, Sendable {
  /// Changes only when members go away or mean something else.
  static let currentFormat = "1"

  var formatVersion = currentFormat
  /// The version of smsctl that planned.
  var toolVersion: String
  var project: String
  var account: String
  /// In the order of the manifest.
  var regions: [String]
  /// By address, those without anything to do among them.
  var changes: [Change]
  var warnings: [Warning]
  var opens: [Opening]
  var summary: Summary
  var estimate: Estimate
  var leftOut: LeftOut
  /// The addresses that no `--target` picks and that those it picks depend on.
  var cameAlong: [String]
  /// Why `apply` would not begin; empty when it would.
  var refusals: [String]
  /// 64 hexadecimal digits; see `PlanDigest`.
  var digest: String

  /// What is done with one resource.
  struct Change: Codable, Equatable, Sendable {
    var address: String
    var region: String
    /// A child's own kind for a child.
    var kind: String
    var name: String
    /// An `Action`.
    var action: String
    var reason: String?
    var remedy: String?
    var attributes: [Attribute]
    var steps: [Step]
    /// How many children go away with it; left out when none does.
    var goesAlong: Int?
    /// Where the manifest asks for it; nil for what the manifest does not have.
    var source: Source?
  }

  /// One attribute that gets another value.
  struct Attribute: Codable, Equatable, Sendable {
    var path: [String]
    var before: Value
    var after: Value
  }

  /// A call that writes, or a wait.
  struct Step: Codable, Equatable, Sendable {
    var id: String
    var operation: String
    /// `write` or `wait`.
    var role: String
    /// The ids of the steps that must have succeeded before, in order.
    var dependsOn: [String]
  }

  /// A place in a manifest, counted from 1.
  struct Source: Codable, Equatable, Sendable {
    var file: String
    var line: Int
    var column: Int
  }

  /// A doubt about the manifest or the account.
  struct Warning: Codable, Equatable, Sendable {
    var message: String
    var source: Source?
  }

  /// Something that was blocked and is not any more.
  struct Opening: Codable, Equatable, Sendable {
    var address: String
    var path: String
    var subject: String
    var before: String
    var after: String
  }

  /// How many changes there are of each action; every action is in it.
  typealias Summary = [String: Int]

  /// How long it takes.
  struct Estimate: Codable, Equatable, Sendable {
    var writes: Int
    /// With milliseconds.
    var seconds: Double
    /// No order of the steps takes less than this; with milliseconds.
    var leastSeconds: Double
    /// Nil when there is nothing to do.
    var bound: Bound?
  }

  /// What it is that takes so long: the quota of an operation, that of all writes of a region, or a chain of
  /// steps that wait for each other.
  struct Bound: Codable, Equatable, Sendable {
    /// `quota`, `writes` or `chain`.
    var kind: String
    var operation: String?
    var region: String?
    var calls: Int?
    /// Requests per second.
    var rate: Double?
    /// The last resource of the chain.
    var address: String?
    var steps: Int?
  }

  /// How many resources of the manifest the command line leaves out, by the option that does.
  struct LeftOut: Codable, Equatable, Sendable {
    var region = 0
    var target = 0
    var exclude = 0
  }
}
