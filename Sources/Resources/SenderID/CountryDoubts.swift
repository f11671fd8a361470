internal import Diagnostics
internal import SMSVoice

/// What the tables say against a sender ID in its countries.
///
/// Tables have a date and AWS decides, so none of it is an error. Countries that one group brought in
/// share a place, and are told of in one warning.
struct CountryDoubts {
  private struct Doubt: Hashable {
    let place: SourceRange
    let kind: Kind
  }

  private enum Kind: Hashable {
    case notSupported
    case registration
    case rule(String, since: String?)
  }

  private let name: String
  private let messageTypes: [String]?
  private let scope: RegionScope
  private let rules = SenderIDRule.bundled.byCountry
  private var found: [Doubt: [Country]] = [:]
  private var order: [Doubt] = []

  /// `name` is in capitals; nil `messageTypes` are unmanaged.
  init(name: String, messageTypes: [String]?, scope: RegionScope) {
    self.name = name
    self.messageTypes = messageTypes
    self.scope = scope
  }

  /// Takes a country and the place that names it, or the group it is in.
  mutating func consider(_ code: Located<String>) {
    switch scope.countries.senderIDSupport(in: code.value) {
    case .supported?, nil: break
    case .notSupported?: note(.notSupported, code)
    case .registrationRequired?: note(.registration, code)
    }
    for rule in rules[code.value] ?? [] {
      guard let objection = rule.objection(to: name, messageTypes: messageTypes) else { continue }
      note(.rule(objection, since: rule.since), code)
    }
  }

  private mutating func note(_ kind: Kind, _ code: Located<String>) {
    guard let country = scope.countries[code.value] else { return }
    let place = code.range
    let doubt = Doubt(place: place, kind: kind)
    if found[doubt] == nil { order.append(doubt) }
    found[doubt, default: []].append(country)
  }

  /// One for each place and kind of doubt.
  var warnings: [Diagnostic] {
    order.map { doubt in
      .warning(message(doubt.kind, found[doubt] ?? []), at: doubt.place)
    }
  }

  private func message(_ kind: Kind, _ countries: [Country]) -> Diagnostic.Message {
    let isOne = countries.count == 1
    let names =
      countries.count == 1
      ? countries.map { "\($0.name) (\($0.iso))" }.joined()
      : "\(countries.count) of these countries (\(countries.map(\.iso).joined(separator: ", ")))"
    switch kind {
    case .notSupported:
      return
        "\(names) \(isOne ? "has" : "have") no sender IDs by the country table of \(scope.countries.date): AWS will probably refuse"
    case .registration:
      let registration =
        isOne
        ? countries.map(\.registration).joined()
        : "each one's registration (\(countries.prefix(1).map(\.registration).joined()) and so on)"
      return
        "\(names) \(isOne ? "demands" : "demand") a registration: until \(registration) is approved the sender ID waits (country table of \(scope.countries.date))"
    case .rule(let objection, let since):
      let date = since.map { "since \($0)" } ?? "rules of \(SenderIDRule.bundled.asOf)"
      return "\(names): \(objection) (\(date))"
    }
  }
}
