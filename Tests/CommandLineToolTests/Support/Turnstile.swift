/// Lets a few tests at once at the processor, or one that keeps real time.
///
/// Swift Testing begins all tests at once. Hundreds of clients and simulators on two cores would wait
/// for each other so long that pacing could not be told from being slow.
actor Turnstile {
  static let shared = Turnstile()

  private let width = 12
  private var inside = 0
  private var isReserved = false
  private var crowd: [CheckedContinuation<Void, Never>] = []
  private var soloists: [CheckedContinuation<Void, Never>] = []

  /// Waits for a place among others.
  ///
  /// Each `enter` needs a `leave`, and they do not nest.
  func enter() async {
    if inside < width, !isReserved {
      inside += 1
    } else {
      await withCheckedContinuation { crowd.append($0) }
    }
  }

  func leave() {
    inside -= 1
    admit()
  }

  /// Waits until nobody is inside, after all who wait for a place.
  func enterAlone() async {
    if inside == 0, crowd.isEmpty, !isReserved {
      isReserved = true
    } else {
      await withCheckedContinuation { soloists.append($0) }
    }
  }

  func leaveAlone() {
    isReserved = false
    admit()
  }

  /// Takes a place for as long as `body` takes.
  static func pass<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    await shared.enter()
    do {
      let result = try await body()
      await shared.leave()
      return result
    } catch {
      await shared.leave()
      throw error
    }
  }

  private func admit() {
    guard !isReserved else { return }
    while inside < width, !crowd.isEmpty {
      inside += 1
      crowd.removeFirst().resume()
    }
    if inside == 0, crowd.isEmpty, !soloists.isEmpty {
      isReserved = true
      soloists.removeFirst().resume()
    }
  }
}
