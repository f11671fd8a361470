internal import AWSClient
internal import Diagnostics
internal import Foundation

/// Where every HTTP exchange is told: on standard error with `--debug`, in a file with `--trace`.
struct HTTPTrace: Sendable {
  private let host: Host
  private let isShown: Bool
  private let file: LineFile?

  /// Opens the file, if one is named, to append to.
  ///
  /// Throws `CommandFailure`.
  init(file path: String?, isShown: Bool, in host: Host) throws {
    self.host = host
    self.isShown = isShown
    file = try path.map { try LineFile($0, name: "the trace", in: host) }
  }

  /// Whether anybody wants to know.
  var isOn: Bool { isShown || file != nil }

  /// Tells one exchange.
  func note(_ exchange: TracedExchange) {
    if isShown { host.writeError(exchange.text) }
    guard let file, let line = try? exchange.json, file.append(line) else { return }
    host.writeError("warning: the trace could not be written and lacks exchanges\n")
  }
}

extension TracedExchange {
  /// The request's lines after `>`, the answer's after `<`, as curl shows them.
  fileprivate var text: String {
    var lines = ["> \(method) \(url)"] + headers.lines(">") + body.lines(">")
    switch outcome {
    case .success(let answer):
      lines.append("< \(answer.status) after \(milliseconds) ms")
      lines += answer.headers.lines("<") + answer.body.lines("<")
    case .failure(let error):
      lines.append("< no answer after \(milliseconds) ms: \(DisplayText.escape(error.message))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var milliseconds: Double { (duration / .milliseconds(1) * 10).rounded() / 10 }

  /// One object of the trace.
  fileprivate var json: Data {
    get throws {
      var line = Line(
        time: date,
        durationMs: milliseconds,
        request: Line.Message(method: method, url: url, headers: headers.dictionary, body: body)
      )
      switch outcome {
      case .success(let answer):
        line.response = Line.Message(
          status: answer.status,
          headers: answer.headers.dictionary,
          body: answer.body
        )
      case .failure(let error): line.error = error.message
      }
      return try JSONEncoder.lines.encode(line)
    }
  }
}

private struct Line: Encodable {
  struct Message: Encodable {
    var method: String?
    var url: String?
    var status: Int?
    var headers: [String: String]
    var body: String
  }

  var time: Date
  var durationMs: Double
  var request: Message
  var response: Message?
  var error: String?
}

extension [TracedExchange.Header] {
  fileprivate func lines(_ mark: String) -> [String] {
    map { "\(mark) \(DisplayText.escape($0.name)): \(DisplayText.escape($0.value))" }
  }

  /// Repeated names are joined by commas.
  fileprivate var dictionary: [String: String] {
    Dictionary(map { ($0.name, $0.value) }) { "\($0), \($1)" }
  }
}

extension String {
  fileprivate func lines(_ mark: String) -> [String] {
    split(whereSeparator: \.isNewline).map { "\(mark) \(DisplayText.escape(String($0)))" }
  }
}
