/// An endpoint setting that cannot be followed.
package struct EndpointError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One sentence that names the setting or region, and what would do.
  package var message: String

  package var description: String { message }
}
