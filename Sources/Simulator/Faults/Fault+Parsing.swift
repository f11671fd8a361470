internal import SMSVoice

extension Fault {
  /// Reads `[REGION/]OPERATION:EFFECT[:COUNT]`, where the count is `3`, `1/5` or `all`; without it
  /// a delay applies always, the rest once.
  ///
  /// What no call could ever match is refused.
  package init(parsing text: String) throws(SimulatorError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard (2...3).contains(parts.count), !parts[0].isEmpty else {
      throw .malformedFault(text, "write OPERATION:EFFECT:COUNT, for example CreatePool:drop:1")
    }
    let place = parts[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let region = place.count == 2 ? String(place[0]) : "*"
    let operation = String(place[place.count - 1])
    let effect = try Effect(parsing: parts[1], in: text)
    self.init(
      region: region,
      operation: operation,
      effect: effect,
      extent: parts.count == 3
        ? try Extent(parsing: parts[2], in: text) : effect.isDelay ? .all : .first(1)
    )
    guard RegionTable.bundled.regions.contains(where: { Glob(region).matches($0.region) }) else {
      throw .malformedFault(text, "the service is in no region '\(region)'")
    }
    guard OperationTable.handlers.keys.contains(where: Glob(operation).matches) else {
      throw .malformedFault(text, "the simulator has no operation '\(operation)'")
    }
  }
}

extension Fault.Extent {
  fileprivate init(parsing text: String, in whole: String) throws(SimulatorError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    switch (parts.count, parts.first ?? nil, parts.last ?? nil) {
    case _ where text == "all": self = .all
    case (1, let count?, _) where count > 0: self = .first(count)
    case (2, let count?, let group?) where count > 0 && count <= group:
      self = .each(count, of: group)
    default:
      throw .malformedFault(
        whole,
        "'\(text)' is not a number of calls; write 3, 1/5 for one of every five, or all"
      )
    }
  }
}

extension Fault.Effect {
  fileprivate init(parsing text: String, in whole: String) throws(SimulatorError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let value = parts.count == 2 ? String(parts[1]) : nil
    switch (name, value) {
    case ("throttle", nil): self = .throttle
    case ("500", nil): self = .internalFailure
    case ("502", nil): self = .gateway(status: 502)
    case ("503", nil): self = .gateway(status: 503)
    case ("expired", nil): self = .expired
    case ("reset", nil): self = .reset
    case ("drop", nil): self = .drop
    case ("truncate", nil): self = .truncate
    case ("garbage", nil): self = .garbage
    case ("stall", nil): self = .stall(milliseconds: nil)
    case ("stall", let value?): self = .stall(milliseconds: try milliseconds(value, whole))
    case ("stall-before", nil): self = .stallBefore(milliseconds: nil)
    case ("stall-before", let value?):
      self = .stallBefore(milliseconds: try milliseconds(value, whole))
    case ("delay", let value?): self = .delay(milliseconds: try milliseconds(value, whole))
    case ("error", let value?):
      let names = value.split(separator: "/", maxSplits: 1).map(String.init)
      guard let code = names.first else { throw .malformedFault(whole, "the error has no code") }
      self = .error(code: code, reason: names.dropFirst().first)
    default: throw .malformedFault(whole, "'\(text)' is none of \(Self.spellings)")
    }
  }

  private static let spellings = """
    throttle, 500, 502, 503, expired, error=CODE/REASON, reset, stall-before, stall-before=MS, \
    stall, stall=MS, drop, truncate, garbage, delay=MS
    """
}

/// An hour is as long as any client waits.
private func milliseconds(_ text: String, _ whole: String) throws(SimulatorError) -> Int {
  guard let number = Int(text), (0...3_600_000).contains(number) else {
    throw .malformedFault(whole, "'\(text)' is not a number of milliseconds from 0 to 3600000")
  }
  return number
}
