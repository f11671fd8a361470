internal import YAMLSyntax

extension MessagingSettings {
  /// The fields `twoWay` and `selfManagedOptOuts`; those that are off, as on a new number or pool, are left out.
  func fields(in scope: RegionScope) -> [YAMLField] {
    var fields: [YAMLField] = []
    if case .on(let channel, let role) = twoWay {
      var parts = [YAMLField("channel", scope.template(channel))]
      if let role { parts.append(YAMLField("role", scope.template(role))) }
      fields.append(YAMLField("twoWay", .map(parts)))
    }
    return fields + [.flag("selfManagedOptOuts", selfManagedOptOuts)].compactMap(\.self)
  }
}
