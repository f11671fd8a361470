internal import Diagnostics
internal import YAMLSyntax

/// `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`, taken apart.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>
struct AmazonResourceName: Sendable {
  /// For example `aws`.
  let partition: Substring
  /// For example `sns`.
  let service: Substring
  /// Empty where the service has no regions, as IAM.
  let region: Substring

  /// Nil for a text that is not an ARN with all its parts.
  init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", !parts[1].isEmpty, !parts[2].isEmpty,
      !parts[5].isEmpty
    else { return nil }
    partition = parts[1]
    service = parts[2]
    region = parts[3]
  }
}

extension ValueType where Value == String {
  /// An ARN of one service: 20 to 2048 characters without white space.
  ///
  /// One whose region or partition is not that of the region it is used in is doubtful, not wrong.
  package static func arn(_ what: String, service: String) -> ValueType {
    let expectation = "\(what), such as 'arn:aws:\(service):...'"
    let shape = TextShape(
      expectation,
      pattern: "^arn:[^:\\s]+:\(service):[^:\\s]*:[^:\\s]*:\\S+$",
      length: 20...2048
    )
    return ValueType(expectation, shape: .text(shape)) { node, decoder in
      guard let text = decoder.text(node, expected: expectation) else { return nil }
      let fits =
        (20...2048).contains(text.unicodeScalars.count) && !text.contains(where: \.isWhitespace)
      guard fits, let arn = AmazonResourceName(text) else {
        decoder.error(.expected(expectation, got: "'\(text)'"), at: node.range)
        return nil
      }
      guard arn.service == service else {
        decoder.error("expected \(expectation), got an ARN of '\(arn.service)'", at: node.range)
        return nil
      }
      decoder.warn(ifElsewhere: arn, at: node)
      return text
    }
  }
}

extension ManifestDecoder {
  /// Notes a warning when an ARN is of another region or partition than the one that is decoded for.
  fileprivate mutating func warn(ifElsewhere arn: AmazonResourceName, at node: YAMLNode) {
    guard let region, !region.region.isEmpty else { return }
    if arn.partition != region.partition {
      warning(
        "this ARN is of the partition '\(arn.partition)', but \(region.region) belongs to '\(region.partition)'; '${partition}' stands for the right one",
        at: node.range
      )
    } else {
      warn(ifElsewhere: arn.region, at: node)
    }
  }

  /// Notes a warning when something is in another region than the one that is decoded for; an empty
  /// region is any.
  mutating func warn(ifElsewhere place: Substring, at node: YAMLNode) {
    guard let region, !region.region.isEmpty, !place.isEmpty, place != region.region else { return }
    warning(
      "this is in \(place), but is used in \(region.region); '${region}' stands for the right one",
      at: node.range
    )
  }
}
