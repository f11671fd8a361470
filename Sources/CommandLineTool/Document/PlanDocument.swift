internal import Planning

/// A plan as `spec/plan.md` documents it: what JSON, reports and saved plans hold.
///
/// The names of the members are those of the document. Whoever adds one adds it there and in
/// `spec/plan.schema.json`.
struct PlanDocument: Codable, Equatable, Sendable {
  /// Changes only when members go away or mean something else.
  static let currentFormat = "1"

  /// The version of the document, not of smsctl.
  var formatVersion = currentFormat
  /// The version of smsctl that planned.
  var toolVersion: String
  /// As the manifest's `project:` says.
  var project: String
  /// Twelve digits.
  var account: String
  /// In the order of the manifest.
  var regions: [String]
  /// By address, those without anything to do among them.
  var changes: [Change]
  /// Those of the manifest and of the plan; empty when there are none.
  var warnings: [Warning]
  /// By address; empty when the plan opens nothing.
  var opens: [Opening]
  var summary: Summary
  /// Of the whole plan, all regions together.
  var estimate: Estimate
  /// All zero when the command line picks the whole manifest.
  var leftOut: LeftOut
  /// The addresses that no `--target` picks and that those it picks depend on.
  var cameAlong: [String]
  /// Why `apply` would not begin; empty when it would.
  var refusals: [String]
  /// 64 hexadecimal digits; see `PlanDigest`.
  var digest: String

  /// What is done with one resource.
  struct Change: Codable, Equatable, Sendable {
    /// `REGION/KIND/NAME`, of a child `REGION/KIND/NAME/KIND/NAME`.
    var address: String
    /// The first part of `address`.
    var region: String
    /// A child's own kind for a child.
    var kind: String
    /// What follows the kind in `address`: `otp`, of a child `JOIN`, of a sender ID `EXAMPLECO/DE`.
    var name: String
    /// An `Action`.
    var action: String
    /// Why, or what a deletion or replacement takes with it; nil where there is nothing to say.
    var reason: String?
    /// What to do about it; nil when nothing can be done.
    var remedy: String?
    /// Empty where no attribute gets another value.
    var attributes: [Attribute]
    /// In the order they were planned; empty where nothing is done.
    var steps: [Step]
    /// How many children go away with it; left out when none does.
    var goesAlong: Int?
    /// Where the manifest asks for it; nil for what the manifest does not have.
    var source: Source?
  }

  /// One attribute that gets another value.
  struct Attribute: Codable, Equatable, Sendable {
    /// For example `["twoWay", "channel"]` or `["sms", "DE"]`.
    var path: [String]
    /// Null where it is not set, or the resource is to be created.
    var before: Value
    /// Null where it is to be unset.
    var after: Value
  }

  /// A call that writes, or a wait.
  struct Step: Codable, Equatable, Sendable {
    /// Unique in the plan and the same in each run, for example `us-east-1/pool/otp CreatePool`.
    var id: String
    /// The operation of the API, for example `CreatePool`; of a wait the one that polls.
    var operation: String
    /// `write` or `wait`.
    var role: String
    /// The ids of the steps that must have succeeded before, in order.
    var dependsOn: [String]
  }

  /// A place in a manifest, counted from 1.
  struct Source: Codable, Equatable, Sendable {
    /// As messages name the file.
    var file: String
    var line: Int
    /// In Unicode scalars; a tab counts once.
    var column: Int
  }

  /// A doubt about the manifest or the account.
  struct Warning: Codable, Equatable, Sendable {
    /// One sentence, for people; its wording may change.
    var message: String
    /// Nil where it is about no place in a manifest.
    var source: Source?
  }

  /// Something that was blocked and is not any more.
  struct Opening: Codable, Equatable, Sendable {
    /// Of the resource that lets it through, for example `us-east-1/protect-configuration/signup`.
    var address: String
    /// What opens, for example `sms`, `override` or `protectConfiguration`.
    var path: String
    /// A country code, a number, or the name of what is protected.
    var subject: String
    /// How it was, for example `BLOCK`.
    var before: String
    /// How it will be, for example `ALLOW`.
    var after: String
  }

  /// How many changes there are of each action; every action is in it.
  typealias Summary = [String: Int]

  /// How long it takes.
  struct Estimate: Codable, Equatable, Sendable {
    /// Calls that write; waits do not count.
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
    /// Whose quota it is; nil unless `kind` is `quota`.
    var operation: String?
    /// Where the quota is; nil for `chain`.
    var region: String?
    /// How many calls go through the quota; nil for `chain`.
    var calls: Int?
    /// Requests per second.
    var rate: Double?
    /// The last resource of the chain.
    var address: String?
    /// How many steps the chain has; nil unless `kind` is `chain`.
    var steps: Int?
  }

  /// How many resources of the manifest the command line leaves out, by the option that does.
  struct LeftOut: Codable, Equatable, Sendable {
    /// By `--region`.
    var region = 0
    /// By `--target`, of what `--region` leaves in.
    var target = 0
    /// By `--exclude`, of what the other two leave in.
    var exclude = 0
  }
}
