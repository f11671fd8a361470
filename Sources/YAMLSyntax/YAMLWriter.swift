/// Writes maps as YAML for people: small values on one line, large ones a line for each part.
///
/// ```yaml
/// pools:
///   otp:
///     originators:
///       - { phoneNumber: us-12065550100 }
///     twoWay: { channel: "arn:aws:sns:us-east-1:123456789012:inbound" }
/// ```
package struct YAMLWriter: Sendable {
  /// Columns that a line may take, unless one scalar alone takes more.
  private let width: Int
  private var lines: [String] = []

  private init(width: Int) {
    self.width = width
  }

  /// The lines of a map, each with its end; empty for no fields.
  ///
  /// The values of `fields` begin on lines of their own; what is in them is written as short as it can be.
  package static func text(of fields: [YAMLField], width: Int = 100) -> String {
    var writer = YAMLWriter(width: width)
    writer.write(fields, indent: 0)
    return writer.lines.map { $0 + "\n" }.joined()
  }

  /// The lines of a comment, each with its end; a line that is empty separates paragraphs.
  ///
  /// Whoever gives text from elsewhere escapes its control characters first.
  package static func comment(_ lines: [String]) -> String {
    lines.map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
  }

  private mutating func write(_ fields: [YAMLField], indent: Int, lead: String? = nil) {
    var lead = lead
    for field in fields {
      let space = String(repeating: " ", count: indent)
      for comment in field.comments { lines.append("\(space)# \(comment)") }
      write(field.value, after: (lead ?? space) + YAMLText.scalar(field.name) + ":", indent: indent)
      lead = nil
    }
  }

  /// `head` is what stands before the value on its line.
  private mutating func write(_ value: YAMLValue, after head: String, indent: Int) {
    if let flow = value.flow, indent > 0 || value.isScalar || value.isEmpty,
      value.isScalar || head.count + 1 + flow.count <= width
    {
      lines.append("\(head) \(flow)")
      return
    }
    switch value {
    case .map(let fields):
      lines.append(head)
      write(fields, indent: indent + 2)
    case .list(let items) where items.allSatisfy(\.isScalar):
      write(items, after: head, indent: indent + 2)
    case .list(let items):
      lines.append(head)
      for item in items { write(item, indent: indent + 2) }
    case .word, .text: break
    }
  }

  /// An item of a list that has a line for each.
  private mutating func write(_ item: YAMLValue, indent: Int) {
    let lead = String(repeating: " ", count: indent) + "- "
    if let flow = item.flow, item.fields == nil || lead.count + flow.count <= width {
      lines.append(lead + flow)
    } else if let fields = item.fields {
      write(fields, indent: indent + 2, lead: lead)
    }
  }

  /// A list of scalars that takes several lines.
  private mutating func write(_ items: [YAMLValue], after head: String, indent: Int) {
    var line = head + " ["
    for (index, item) in items.enumerated() {
      let word = (item.flow ?? "") + (index + 1 < items.count ? "," : "]")
      if line.hasSuffix("[") {
        line += word
      } else if line.count + 1 + word.count <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(repeating: " ", count: indent) + word
      }
    }
    lines.append(line)
  }
}

extension YAMLValue {
  fileprivate var isScalar: Bool {
    switch self {
    case .word, .text: true
    case .list, .map: false
    }
  }

  fileprivate var isEmpty: Bool {
    switch self {
    case .word, .text: false
    case .list(let items): items.isEmpty
    case .map(let fields): fields.isEmpty
    }
  }

  /// The value on one line; nil for one that has comments or is nested deeper than is easily read.
  fileprivate var flow: String? { flow(depth: 3) }

  private func flow(depth: Int) -> String? {
    switch self {
    case .word(let word): return word
    case .text(let text): return YAMLText.scalar(text)
    case .list(let items):
      guard depth > 0 else { return nil }
      let parts = items.compactMap { $0.flow(depth: depth - 1) }
      return parts.count == items.count ? "[\(parts.joined(separator: ", "))]" : nil
    case .map(let fields):
      guard depth > 0 else { return nil }
      let parts = fields.compactMap { field in
        guard field.comments.isEmpty else { return nil as String? }
        return field.value.flow(depth: depth - 1).map { "\(YAMLText.scalar(field.name)): \($0)" }
      }
      guard parts.count == fields.count else { return nil }
      return parts.isEmpty ? "{}" : "{ \(parts.joined(separator: ", ")) }"
    }
  }
}
