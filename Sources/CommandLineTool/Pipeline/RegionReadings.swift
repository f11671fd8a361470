internal import SMSVoice

/// What was read of several regions, all at once.
struct RegionReadings<Value: Sendable>: Sendable {
  private let regions: [String]
  private var results: [Result<Value, any Error>?]

  /// Reads each region by its place among `regions`.
  init(
    _ regions: [String],
    _ read: @escaping @Sendable (_ index: Int) async throws -> Value
  ) async {
    self.regions = regions
    let count = regions.count
    results = await withTaskGroup(of: (Int, Result<Value, any Error>).self) { group in
      for index in 0..<count {
        group.addTask {
          do {
            return (index, .success(try await read(index)))
          } catch {
            return (index, .failure(error))
          }
        }
      }
      return await group.reduce(into: Array(repeating: nil, count: count)) { $0[$1.0] = $1.1 }
    }
  }

  /// What was read, in the order of the regions.
  ///
  /// Throws one `CommandFailure` that names every region that could not be read, followed by
  /// `consequence`; and, where others could be read, `advice`.
  func values(consequence: String = "", advice: String? = nil) throws -> [Value] {
    var values: [Value] = []
    var failures: [String] = []
    for (region, result) in zip(regions, results) {
      switch result {
      case .success(let value)?: values.append(value)
      case .failure(is CancellationError)?, nil: throw CancellationError()
      case .failure(let error)?:
        let words = (error as? ServiceError)?.sentence ?? "\(error)"
        failures.append("error: \(region) could not be read\(consequence): \(words)")
      }
    }
    guard failures.isEmpty else {
      if let advice, !values.isEmpty { failures.append(advice) }
      throw CommandFailure(.failed, failures.joined(separator: "\n"))
    }
    return values
  }
}
