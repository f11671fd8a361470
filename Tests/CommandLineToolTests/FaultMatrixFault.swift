import Simulator
import Testing

/// A column of the table: what happens to the calls that are about the kind.
enum FaultMatrixFault: String, CaseIterable, CustomTestStringConvertible {
  case throttled
  case serverFailure = "500"
  case gateway = "503"
  case reset
  case stalledBefore = "stalled, not done"
  case stalled = "stalled, done"
  case lostAnswer = "answer lost"
  case truncated
  case garbage
  case expired = "credentials expired"
  case regionDown = "region down"
  case lag = "reads 2 s late"
  case lostAnswerInLag = "answer lost, reads 2 s late"
  case slowActivation = "slow activation"

  var testDescription: String { rawValue }

  /// Whether to run with the retries of every run, and whether with `AWS_MAX_ATTEMPTS=1`, which is how
  /// a run ends whose retries were used up.
  var patience: [Bool] {
    switch self {
    case .throttled, .serverFailure, .gateway, .reset, .stalledBefore, .stalled, .lostAnswer,
      .truncated, .garbage:
      [true, false]
    case .expired, .regionDown, .lostAnswerInLag: [false]
    case .lag, .slowActivation: [true]
    }
  }

  /// The regions of the manifest; the first is the one with trouble.
  var regions: [String] {
    self == .regionDown ? ["us-east-1", "eu-west-1"] : ["us-east-1"]
  }

  /// Whether it strikes single calls; the others make the account slow.
  var strikesCalls: Bool { effect != nil }

  /// Makes the trouble that is not about single calls.
  func slow(_ setup: inout Fixture.Setup) {
    switch self {
    case .lag, .lostAnswerInLag: setup.consistencyLag = .seconds(2)
    case .slowActivation: setup.activation = .seconds(1)
    default: break
    }
  }

  /// What the simulator does to an operation.
  func faults(_ operation: String) -> [Fault] {
    guard let effect else { return [] }
    let extent: Fault.Extent =
      switch self {
      case .throttled: .first(2)
      case .expired, .regionDown: .all
      default: .first(1)
      }
    return [
      Fault(region: "us-east-1", operation: operation, effect: effect, extent: extent)
    ]
  }

  private var effect: Fault.Effect? {
    switch self {
    case .throttled: .throttle
    case .serverFailure: .internalFailure
    case .gateway, .regionDown: .gateway(status: 503)
    case .reset: .reset
    case .stalledBefore: .stallBefore(milliseconds: 20)
    case .stalled: .stall(milliseconds: 20)
    case .lostAnswer, .lostAnswerInLag: .drop
    case .truncated: .truncate
    case .garbage: .garbage
    case .expired: .expired
    case .lag, .slowActivation: nil
    }
  }

  /// What a run that could not get there tells the reader to do.
  var advice: String {
    switch self {
    case .expired: "get new ones, for example with 'aws sso login'"
    default: "run again"
    }
  }
}
