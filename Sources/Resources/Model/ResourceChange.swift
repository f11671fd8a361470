package import Diagnostics

/// What a plan does with one resource.
package enum Action: String, Sendable, CaseIterable {
  case create
  /// Changed in place, be it in its tags alone.
  case update
  /// Taken away and made anew, because what differs cannot change.
  case replace
  /// Deleted, released, or taken out of what it is in.
  case delete
  /// Tagged as ours, and changed where it differs.
  case adopt
  /// Left as it is although the manifest alone would have it otherwise.
  case keep
  /// Cannot be done in place, or not without consent: nothing happens until the user decides.
  case blocked
  /// AWS or a carrier has to move first.
  case waiting
  /// As declared.
  case none

  /// The mark before the resource in the text of a plan.
  package var glyph: String {
    switch self {
    case .create: "+"
    case .update: "~"
    case .replace: "-/+"
    case .delete: "-"
    case .adopt: "adopt"
    case .keep: "="
    case .blocked: "!"
    case .waiting: "waiting"
    case .none: " "
    }
  }

  /// Whether `plan --detailed-exitcode` counts it as a change.
  package var isChange: Bool {
    switch self {
    case .create, .update, .replace, .delete, .adopt, .blocked: true
    case .keep, .waiting, .none: false
    }
  }
}

/// Something that a plan lets through that was blocked before.
package struct Opening: Sendable, Equatable {
  /// What opens, for example `sms`, `override` or `protectConfiguration`.
  package var path: String
  /// A country code, a number, or the name of what is protected.
  package var subject: String
  /// Whether the subject is a country.
  package var isCountry: Bool
  /// What held, for example `BLOCK`, `BLOCK until 2027-01-01T00:00:00Z` or `its country's rule`.
  package var before: String
  /// What is to hold, in the same words.
  package var after: String

  package init(
    path: String,
    subject: String,
    isCountry: Bool = false,
    before: String,
    after: String
  ) {
    self.path = path
    self.subject = subject
    self.isCountry = isCountry
    self.before = before
    self.after = after
  }
}

/// What a plan does with one resource, why, and by which steps.
package struct ResourceChange: Sendable {
  /// How equal changes of a family are told in one line: `sender-id EXAMPLECO in 3 countries: ...`.
  package struct Family: Sendable, Hashable {
    /// For example `sender-id EXAMPLECO`.
    package var title: String
    /// For example `countries`.
    package var noun: String
    /// This one's name in the family, for example `DE`.
    package var member: String

    package init(title: String, noun: String, member: String) {
      self.title = title
      self.noun = noun
      self.member = member
    }
  }

  /// Of a resource or of a child, such as `us-east-1/pool/otp/keyword/JOIN`.
  package var address: Address
  package var action: Action
  /// Why, for the actions that need a reason: keep, blocked, waiting; or what a deletion or replacement
  /// means beside.
  ///
  /// One phrase.
  package var reason: String?
  /// What to do about it, for example the flag that would let it pass; nil when nothing can be done.
  package var remedy: String?
  /// What differs, also where nothing can be done about it.
  package var attributes: [AttributeChange] = []
  /// In the order planned; empty for what is only told of.
  package var steps: [Step] = []
  /// What the steps let through; empty where there are none.
  package var opens: [Opening] = []
  /// The manifest line that asks for it.
  package var range: SourceRange?
  /// Nil for a resource that is told by itself.
  package var family: Family?
  /// Whether another project owns the resource: `apply` then refuses to start.
  package var isForeign = false
  /// Whether it waits for something that somebody has to begin, such as a registration: time alone does
  /// not bring it.
  package var needsSomebody = false
  /// What goes away with it without a line of its own, such as the event destinations of a configuration
  /// set that is deleted; counts beside it for `--max-deletes`.
  package var goesAlong = 0

  package init(
    _ address: Address,
    _ action: Action,
    reason: String? = nil,
    remedy: String? = nil,
    attributes: [AttributeChange] = [],
    steps: [Step] = [],
    opens: [Opening] = [],
    range: SourceRange? = nil,
    family: Family? = nil
  ) {
    self.address = address
    self.action = action
    self.reason = reason
    self.remedy = remedy
    self.attributes = attributes
    self.steps = steps
    self.opens = opens
    self.range = range
    self.family = family
  }
}
