package import SMSVoice

/// How many resources of a kind an account may have in one region, and the calls that make and take them
/// away.
///
/// <https://docs.aws.amazon.com/sms-voice/latest/userguide/quotas.html>
package struct ResourceQuota: Sendable {
  /// Who knows how much room there is.
  package enum Source: Sendable, Equatable {
    /// The service counts, under this name of `DescribeAccountLimits`, and enforces what it says.
    case account(String)
    /// Nobody is asked: AWS's page, or under this name of `limits` the manifest, says how many.
    case manifest(String)
  }

  /// For example `sender ID`, for one.
  package let noun: String
  package let source: Source
  /// Each step of this operation in a plan makes one of them.
  package let creation: Operation
  /// Each step of this operation in a plan takes one of them away.
  package let removal: Operation

  init(_ noun: String, _ source: Source, creation: Operation, removal: Operation) {
    self.noun = noun
    self.source = source
    self.creation = creation
    self.removal = removal
  }
}
