extension RegionalCloud {
  /// Does an operation; when it throws, nothing has changed but what a `ClientToken` remembers.
  mutating func call(
    _ operation: String,
    _ input: CallInput,
    now: Double
  ) throws(SimulatedError) -> JSONObject {
    self.now = now
    forgetDeletedPools()
    guard let token = input["ClientToken"] else { return try perform(operation, input) }
    let fingerprint = Self.fingerprint(input)
    if let pinned = pinnedAnswer(operation, token) {
      guard pinned.fingerprint == fingerprint else { throw reuse(of: token) }
      return try pinned.replayed()
    }
    do {
      let result = try perform(operation, input)
      pin(operation, token, fingerprint, body: JSON.object(result).serialized, error: nil)
      return result
    } catch {
      if assumptions.holds(.clientTokenFailures, "pinned") {
        pin(operation, token, fingerprint, body: nil, error: error)
      }
      throw error
    }
  }

  private mutating func perform(
    _ operation: String,
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    guard let handler = OperationTable.handlers[operation] else { throw .internalFailure }
    let before = self
    do {
      return try handler(&self, input)
    } catch {
      self = before
      throw error
    }
  }

  /// A digest of all parameters but the token itself.
  private static func fingerprint(_ input: CallInput) -> String {
    let rest = JSON.object(input.members.filter { $0 != "ClientToken" }).sorted
    return Digests.hex(Digests.sha256(Array(rest.serialized.utf8)))
  }

  private func pinnedAnswer(_ operation: String, _ token: String) -> PinnedAnswer? {
    state.clientTokens.last { $0.token == token && $0.operation == operation }
  }

  private mutating func pin(
    _ operation: String,
    _ token: String,
    _ fingerprint: String,
    body: String?,
    error: SimulatedError?
  ) {
    let oldest = now - PinnedAnswer.lifetime
    if let first = state.clientTokens.first, first.at < oldest {
      state.clientTokens.removeAll { $0.at < oldest }
    }
    state.clientTokens.append(
      PinnedAnswer(
        operation: operation,
        token: token,
        fingerprint: fingerprint,
        at: now,
        body: body,
        error: error
      )
    )
  }

  private func reuse(of token: String) -> SimulatedError {
    let trouble = "was used with other parameters"
    // No reason of the model fits, so the conflict has none.
    return assumptions.holds(.clientTokenMismatch, "conflict")
      ? SimulatedError(code: "ConflictException", message: "ClientToken '\(token)' \(trouble)")
      : .invalid("INVALID_PARAMETER", "ClientToken", trouble)
  }
}

extension PinnedAnswer {
  /// The same answer once more.
  func replayed() throws(SimulatedError) -> JSONObject {
    if let error { throw error }
    guard let body, let value = try? JSONReader.value(from: body.utf8), let result = value.fields
    else { throw .internalFailure }
    return result
  }
}
