/// The data files of `spec/aws`, carried inside the binary.
package enum BundledFacts {}

/// A table of `spec/aws`, in a form that takes no time to read.
package struct FactTable: Sendable {
  /// When the source said so, as text.
  package let asOf: String
  /// The pages that it was taken from, as text; may go on with where a copy of them was read.
  package let source: String
  /// A line for each row, tabs between the columns, nothing for what is not known.
  let text: String

  /// The rows, each with as many columns as the table has; an empty one is an empty text.
  var rows: [[Substring]] {
    text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
  }
}

extension Substring {
  /// The column's text, or nil for an empty one.
  var known: String? { isEmpty ? nil : String(self) }
}
