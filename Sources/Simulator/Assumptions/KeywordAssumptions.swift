extension Assumption {
  /// Keywords of numbers and pools.
  static let ofKeywords: [Assumption] = [
    .keywordReads, .keywordCase, .keywordMatch, .builtInKeywordsListed, .pooledNumberKeywords,
    .pooledNumberKeywordWrites,
  ]

  static let keywordReads = Assumption(
    "keyword-reads",
    ["consistent", "lagging"],
    .observed,
    "whether the first DescribeKeywords after a change still shows the old keywords"
  )
  static let keywordCase = Assumption(
    "keyword-case",
    ["upper", "kept"],
    .observed,
    "whether keywords come back in upper case"
  )
  static let keywordMatch = Assumption(
    "keyword-match",
    ["all", "custom"],
    .inferred,
    "whether HELP and STOP count when a joining number is compared with the pool"
  )
  static let builtInKeywordsListed = Assumption(
    "built-in-keywords-listed",
    ["yes", "no"],
    .observed,
    "whether DescribeKeywords lists HELP and STOP without being asked for them by name"
  )
  static let pooledNumberKeywords = Assumption(
    "pooled-number-keywords",
    ["pool", "own"],
    .inferred,
    "whose keywords DescribeKeywords shows for a pooled number, and which it has after it left"
  )
  static let pooledNumberKeywordWrites = Assumption(
    "pooled-number-keyword-writes",
    ["refused", "accepted"],
    .inferred,
    "whether PutKeyword and DeleteKeyword of a pooled number are conflicts"
  )
}
