package import Diagnostics

/// An opt-out list that a number or a pool is to use, resolved for one region.
package struct OptOutListReference: Sendable {
  /// What calls name: a name, or the ARN of a list shared by another account.
  package let name: String
  /// The list's address when the manifest has it.
  package let address: Address?
  /// Where the setting names it.
  package let range: SourceRange

  /// Resolves a setting; nil when it is not managed or names nothing in this region.
  package init?(_ setting: Setting<Reference>, in manifest: RegionManifest) {
    guard case .set(let reference, let range) = setting else { return nil }
    self.range = range
    switch reference {
    case .key(let key):
      guard let list = manifest.desired(OptOutListKind.self, key: key).first else { return nil }
      name = list.serviceName
      address = list.address
    case .external(let text), .id(let text):
      name = Self.name(of: text, in: manifest)
      address = nil
    }
  }

  /// The ARN of one of our own lists is its name.
  private static func name(of text: String, in manifest: RegionManifest) -> String {
    let own = manifest.scope.arn("opt-out-list/")
    return text.hasPrefix(own) ? String(text.dropFirst(own.count)) : text
  }

  /// What a step that names the list waits for.
  package var dependencies: Set<Step.Dependency> {
    address.map { [.milestone(Milestone($0, .exists))] } ?? []
  }

  /// Notes an error when a setting names a list that the manifest does not have in this region.
  package static func check(
    _ setting: Setting<Reference>,
    in manifest: RegionManifest,
    _ diagnostics: inout DiagnosticList
  ) {
    guard case .set(let reference, let range) = setting else { return }
    guard case .key(let key) = reference else {
      let name = name(of: reference.description, in: manifest)
      if manifest.desired(OptOutListKind.self).contains(where: { $0.serviceName == name }) {
        diagnostics.append(
          .error(
            "the opt-out list '\(name)' is in the manifest: write its key, without 'external'",
            at: range
          )
        )
      }
      return
    }
    manifest.require(OptOutListKind.self, key: key, what: "opt-out list", at: range, &diagnostics)
  }
}

extension RegionReader {
  /// The names of the account's own lists, if `settings` name one that the manifest does not have; else
  /// nil, and nothing is read.
  package func listNames(for settings: [Setting<Reference>]) async throws -> Set<String>? {
    let hasExternal = settings.contains { setting in
      switch setting.value {
      case .external, .id: true
      case .key, nil: false
      }
    }
    return hasExternal ? Set(try await optOutLists().keys) : nil
  }
}

extension RegionPlan {
  /// Notes the use of a list that a setting names without its key.
  mutating func noteUse(ofList setting: Setting<Reference>, by user: Address) {
    guard let reference = OptOutListReference(setting, in: manifest), reference.address == nil
    else { return }
    noteUse(of: scope.address(OptOutListKind.name, reference.name.shortListName), by: user)
  }

  /// Notes an error when a setting names a list outside of the manifest that the account does not have.
  ///
  /// Lists that other accounts share, which are named by ARN, are left to the service.
  package mutating func requireList(_ setting: Setting<Reference>, among names: Set<String>?) {
    guard let names, let reference = OptOutListReference(setting, in: manifest),
      reference.address == nil
    else { return }
    if reference.name.hasPrefix("arn:") {
      let own = reference.name.shortListName
      guard names.contains(own) || has(listNamed: own) else { return }
      fail(
        "the account has an opt-out list '\(own)' of its own, and reads do not tell it from the shared one",
        at: reference.range
      )
      return
    }
    guard !names.contains(reference.name) else { return }
    let near = Suggestion.nearest(to: reference.name, among: names.sorted())
    let hint = near.map { "; did you mean '\($0)'?" } ?? ""
    fail(
      "there is no opt-out list '\(reference.name)' in \(scope.region)\(hint)",
      at: reference.range
    )
  }

  private func has(listNamed name: String) -> Bool {
    manifest.desired(OptOutListKind.self).contains { $0.serviceName == name }
  }
}
