/// A clock on the time line of `ContinuousClock`, which transports use to say when a call left.
///
/// Tests bring one of their own whose time moves only when they say so.
package protocol MonotonicClock: Clock
where Instant == ContinuousClock.Instant, Duration == Swift.Duration {}

extension ContinuousClock: MonotonicClock {}
