internal import Foundation

/// What a signature is valid for: one day, one region, one service.
package struct SigningScope: Sendable, Equatable {
  /// For example `eu-west-1`.
  package var region: String
  /// The signing name, for example `sms-voice` or `sts`.
  package var service: String

  package init(region: String, service: String) {
    self.region = region
    self.service = service
  }

  /// For example `20150830/us-east-1/service/aws4_request`.
  package func credentialScope(day: String) -> String {
    "\(day)/\(region)/\(service)/aws4_request"
  }
}

/// A moment as Signature Version 4 writes it, in UTC.
struct SigningTime {
  /// For example `20150830T123600Z`.
  let stamp: String
  /// For example `20150830`.
  var day: String { String(stamp.prefix(8)) }

  init(_ date: Date) {
    let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
    stamp = date.formatted(style)
  }
}
