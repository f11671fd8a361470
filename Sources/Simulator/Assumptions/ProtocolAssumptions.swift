extension Assumption {
  /// Wire format, tokens, pages and tags.
  static let ofTheProtocol: [Assumption] = [
    .errorType, .clientTokenMismatch, .clientTokenFailures, .missingResourceRead, .listingOrder,
    .defaultPageSize, .ownerOmitted, .emptyLists, .tagsOrder, .untagMissingKey,
  ]

  static let errorType = Assumption(
    "error-type",
    ["namespaced", "bare"],
    .inferred,
    "whether `__type` carries `com.amazonaws.pinpointsmsvoicev2#` before the code"
  )
  static let clientTokenMismatch = Assumption(
    "client-token-mismatch",
    ["conflict", "validation"],
    .inferred,
    "the exception for a token that comes again with other parameters"
  )
  static let clientTokenFailures = Assumption(
    "client-token-failures",
    ["pinned", "forgotten"],
    .observed,
    "whether a call refused for a state reason is refused again under the same token"
  )
  static let missingResourceRead = Assumption(
    "missing-resource-read",
    ["exception", "empty"],
    .observed,
    "what a describe by id says of something that does not exist"
  )
  static let listingOrder = Assumption(
    "listing-order",
    ["creation", "reversed"],
    .inferred,
    "the order of the rows of describes and lists"
  )
  static let defaultPageSize = Assumption(
    "default-page-size",
    ["100", "10"],
    .inferred,
    "rows of a page when MaxResults is left out"
  )
  static let ownerOmitted = Assumption(
    "owner-omitted",
    ["own", "all"],
    .inferred,
    "whether a describe without Owner also shows a resource that another account shares"
  )
  static let emptyLists = Assumption(
    "empty-lists",
    ["missing", "empty"],
    .inferred,
    "how ProtectConfigurations and RuleSetNumberOverrides look when there are none"
  )
  static let tagsOrder = Assumption(
    "tags-order",
    ["sorted", "reversed"],
    .inferred,
    "the order of tags in results, by key"
  )
  static let untagMissingKey = Assumption(
    "untag-missing-key",
    ["ignored", "refused"],
    .inferred,
    "what UntagResource says of a key that is not there"
  )
}
