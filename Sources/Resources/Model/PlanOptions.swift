package import Foundation
package import SMSVoice

/// What the user consented to on the command line, and the moment of planning.
package struct PlanOptions: Sendable {
  /// `--adopt`: globs of addresses.
  package var adopt: [Glob]
  /// `--allow-consent-change`: exact addresses.
  package var allowConsentChange: Set<String>
  /// `--allow-replace`: exact addresses.
  package var allowReplace: Set<String>
  /// `--prune`: what is tagged as ours and not in the manifest is to go away.
  package var prune: Bool
  /// `--allow-delete`: exact addresses.
  package var allowDelete: Set<String>
  /// `--disable-deletion-protection`: exact addresses.
  package var disableDeletionProtection: Set<String>
  /// `--bulk-tags`: tags of sender IDs by the Resource Groups Tagging API, where they lead to no write.
  package var readsTagsInBulk: Bool
  /// Decides which number overrides have expired.
  package var now: Date
  /// For how long reads may not show a write: until a run is older nothing is replaced, since one that was
  /// killed before may have done that.
  package var readLag: Duration

  /// Longer than reads were ever seen to lag.
  package static let usualReadLag = Duration.seconds(15)

  package init(
    adopt: [Glob] = [],
    allowConsentChange: Set<String> = [],
    allowReplace: Set<String> = [],
    prune: Bool = false,
    allowDelete: Set<String> = [],
    disableDeletionProtection: Set<String> = [],
    readsTagsInBulk: Bool = false,
    now: Date,
    readLag: Duration = usualReadLag
  ) {
    self.adopt = adopt
    self.allowConsentChange = allowConsentChange
    self.allowReplace = allowReplace
    self.prune = prune
    self.allowDelete = allowDelete
    self.disableDeletionProtection = disableDeletionProtection
    self.readsTagsInBulk = readsTagsInBulk
    self.now = now
    self.readLag = readLag
  }
}
