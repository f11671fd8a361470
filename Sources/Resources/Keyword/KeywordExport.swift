internal import SMSVoice
internal import YAMLSyntax

extension LiveKeyword {
  /// The field `keywords` of a number or pool; nil when it has none.
  ///
  /// HELP and STOP are written, too: AWS does not publish what a new number or pool answers to them.
  static func field(_ keywords: [String: LiveKeyword]?) -> YAMLField? {
    guard let keywords, !keywords.isEmpty else { return nil }
    let entries = keywords.sorted { $0.key < $1.key }.map { name, keyword in
      var parts = [YAMLField("message", .literal(keyword.keywordMessage))]
      let usual = KeywordAction.automaticResponse.rawValue
      if !Keyword.builtIn.contains(name), keyword.keywordAction != usual {
        parts.insert(YAMLField("action", .literal(keyword.keywordAction)), at: 0)
      }
      return YAMLField(name, .map(parts))
    }
    return YAMLField("keywords", .map(entries))
  }
}

extension RegionReader {
  /// The keywords of a number or pool; none where the service keeps none, as for a number without text
  /// messages or one that is not there yet.
  func exportedKeywords(of identity: String) async throws -> [String: LiveKeyword] {
    do {
      return try await keywords(of: identity)
    } catch let error as ServiceError
      where [.validation, .notFound, .conflict].contains(error.kind)
    {
      return [:]
    }
  }
}
