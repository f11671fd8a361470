/// Why a call failed: the service said no, or could not be asked.
package struct ServiceError: Error, Sendable, Equatable {
  /// What a caller may want to tell apart.
  package enum Kind: Sendable, Equatable {
    /// `ThrottlingException`: over the quota of the operation.
    case throttling
    /// A fault of the service, HTTP 5xx.
    case internalServer
    /// No answer: no connection, a timeout, a cut body. Whether the call took effect is unknown.
    case transport
    /// `ConflictException`: the state of a resource is in the way; `reason` says how.
    case conflict
    /// `ResourceNotFoundException`: something that the call names is not there.
    case notFound
    /// `ValidationException`: the request itself is wrong; `fields` may say where.
    case validation
    /// `ServiceQuotaExceededException`: a count is used up, not a rate.
    case quotaExceeded
    /// `AccessDeniedException` and its like: a policy lacks the action, or denies it.
    case accessDenied
    /// The credentials were not accepted: wrong key, bad signature, expired or missing token.
    case credentials
    /// A code this version does not know.
    case other
  }

  /// The code of a call that was not made at all, since its endpoint cannot be reached any more.
  package static let notTriedCode = "NotTried"

  /// One offending member named by a `ValidationException`.
  package struct Field: Sendable, Equatable {
    /// The member of the request, as the service spells it.
    package var name: String
    /// What is wrong with it, in the service's words; empty when it says nothing.
    package var message: String

    package init(name: String, message: String) {
      self.name = name
      self.message = message
    }
  }

  /// `.transport` also for an answer that is not the service's, such as the page of a proxy.
  package var kind: Kind
  /// What was called; nil where an error is not about a call.
  package var operation: Operation?
  /// The error's name on the wire, for example `ConflictException`; for `.transport` curl's wording.
  package var code: String
  /// The service's own sentence, or what a gateway said; without line breaks, and at most 1,000 characters.
  ///
  /// Untrusted text: escape control characters before printing.
  package var message: String
  /// The reason code, for example `DELETION_PROTECTION_ENABLED`; nil when none was sent.
  package var reason: String?
  /// For example `pool`; nil when none was sent.
  package var resourceType: String?
  /// The resource in question; nil when none was sent.
  package var resourceID: String?
  /// Those that the answer lists, in its order; empty for most errors.
  package var fields: [Field]
  /// What AWS support asks for; nil when no answer came.
  package var requestID: String?

  /// An error whose `operation` the caller fills in.
  package init(
    kind: Kind,
    code: String,
    message: String,
    reason: String? = nil,
    resourceType: String? = nil,
    resourceID: String? = nil,
    fields: [Field] = [],
    requestID: String? = nil
  ) {
    self.kind = kind
    self.code = code
    self.message = message
    self.reason = reason
    self.resourceType = resourceType
    self.resourceID = resourceID
    self.fields = fields
    self.requestID = requestID
  }
}
