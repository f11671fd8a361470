internal import Foundation

/// What a line of a file is to this version.
enum JournalReading: Sendable {
  /// A line of a type and a format that this version knows.
  case entry(JournalEntry)
  /// Of a type that is not known yet.
  case later
  /// The first line of a run that is told in a format that cannot be read.
  case strange(run: String, began: Date, format: String)
  /// No line of a journal, as far as can be told; `run` where it has one.
  case damaged(run: String?)

  /// Reads a line.
  init(_ data: Data, by decoder: JSONDecoder) {
    self = (try? decoder.decode(Self.self, from: data)) ?? .damaged(run: nil)
  }
}

extension JournalReading: Decodable {
  private enum CodingKeys: CodingKey {
    case type, run, time, formatVersion
  }

  /// Looks at what lines of all formats have, before the rest.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let type = try container.decode(String.self, forKey: .type)
    guard let known = LineType(rawValue: type) else {
      self = .later
      return
    }
    let run = try container.decode(String.self, forKey: .run)
    if known == .run {
      let format = try container.decode(String.self, forKey: .formatVersion)
      guard JournalLine.Start.reads(format) else {
        let began = try container.decode(Date.self, forKey: .time)
        self = .strange(run: run, began: began, format: format)
        return
      }
    }
    self = (try? JournalEntry(from: decoder)).map(Self.entry) ?? .damaged(run: run)
  }
}
