package import SMSVoice

/// How a simulator is set up.
package struct SimulatorConfiguration: Sendable {
  /// The access key id that is accepted unless another one is configured.
  package static let defaultAccessKeyID = "AKIDSIMULATOR"
  /// The secret that belongs to it.
  package static let defaultSecretAccessKey = "simulator-secret"
  /// The account unless another one is configured.
  package static let defaultAccount = "123456789012"
  /// How long a pool or number takes to become usable unless another time is configured.
  package static let defaultActivation = Duration.milliseconds(200)

  /// Twelve digits.
  package var account: String
  /// The one access key id that is known.
  package var accessKeyID: String
  /// The secret that belongs to it.
  package var secretAccessKey: String
  /// How many times the documented request rates are allowed.
  package var rateScale: Double
  /// The request rates before scaling.
  package var quotas: Quotas
  /// Read at the start if it exists, and written after changes; nil keeps everything in memory.
  package var stateFile: String?
  /// What there is at the start when there is no state file yet.
  package var seedFile: String?
  /// The IAM policy of the caller; nil allows everything.
  package var policyFile: String?
  /// How open questions are decided.
  package var assumptions: SimulatorAssumptions
  /// Trouble to make on purpose.
  package var faults: [Fault]
  /// How far reads are behind the writes; a simulator that has just started shows what it began with.
  package var consistencyLag: Duration
  /// How long a new pool is `CREATING` and a new number `PENDING`.
  package var activation: Duration

  /// Without arguments an empty account in memory, with the documented rates and no trouble.
  package init(
    account: String = defaultAccount,
    accessKeyID: String = defaultAccessKeyID,
    secretAccessKey: String = defaultSecretAccessKey,
    rateScale: Double = 1,
    quotas: Quotas = Quotas(),
    stateFile: String? = nil,
    seedFile: String? = nil,
    policyFile: String? = nil,
    assumptions: SimulatorAssumptions = SimulatorAssumptions(),
    faults: [Fault] = [],
    consistencyLag: Duration = .zero,
    activation: Duration = defaultActivation
  ) {
    self.account = account
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.rateScale = rateScale
    self.quotas = quotas
    self.stateFile = stateFile
    self.seedFile = seedFile
    self.policyFile = policyFile
    self.assumptions = assumptions
    self.faults = faults
    self.consistencyLag = consistencyLag
    self.activation = activation
  }
}
