internal import YAMLSyntax

extension LiveEventDestination {
  /// The destination as a manifest says it; nil for one that has a type or events that no manifest can name.
  func fields(in scope: RegionScope) -> [YAMLField]? {
    guard let sink = EventSink(self), let events = EventType.exported(matchingEventTypes) else {
      return nil
    }
    let target = sink.values.compactMap { path, value in
      path.last.map { YAMLField($0, scope.template(value)) }
    }
    var fields = [
      YAMLField("events", .list(events.map { .literal($0) })), YAMLField(sink.type, .map(target)),
    ]
    if enabled == false { fields.append(YAMLField("enabled", .flag(false))) }
    return fields
  }
}

extension EventType {
  /// The events as a manifest lists them, a group for all its members; nil when there is one that no
  /// manifest can name, or none at all.
  static func exported(_ live: [String]) -> [String]? {
    var names = Set(live).subtracting([unsupported])
    guard !names.isEmpty, names.isSubset(of: all) else { return nil }
    for group in all where group.hasSuffix("_ALL") {
      let members = expanded([group])
      if members.isSubset(of: names) { names = names.subtracting(members).union([group]) }
    }
    return all.filter(names.contains)
  }
}
