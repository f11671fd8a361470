internal import Foundation
internal import Synchronization

extension Host {
  /// Asks a question of which only 'yes' is taken for consent.
  ///
  /// Nobody is asked when it `isGiven` already, by `--auto-approve`. Throws `CommandFailure` for another
  /// answer, with `refusal` as its words, or when there is nobody to ask.
  func requireConsent(
    to question: String,
    isGiven: Bool,
    otherwise refusal: String = "nothing was changed"
  ) async throws {
    guard !isGiven else { return }
    guard canAsk else {
      throw CommandFailure(
        .refused,
        "error: there is no terminal to ask at; with --auto-approve (-y) nobody is asked. Nothing was changed"
      )
    }
    let answer = try await answer(
      to: "\(question) Only 'yes' is taken for consent: ",
      otherwise: refusal
    )
    guard answer?.trimmingCharacters(in: .whitespaces) == "yes" else {
      throw CommandFailure(.refused, refusal)
    }
  }

  /// The line that somebody types after `question`; nil at the end of the input.
  ///
  /// What was typed before the question is no answer to it. Throws a `CommandFailure` without words when a signal
  /// came, of which it has told in the words of `refusal`.
  func answer(to question: String, otherwise refusal: String) async throws -> String? {
    let (answer, signal) = try await Interruption.watching(host: self, notice: refusal) {
      discardInput()
      writeError(question)
      return try await AnswerReading(readAnswer).line
    }
    if let signal { throw CommandFailure(signal, "") }
    return answer
  }
}

/// A line that is read in a thread of its own, since nothing but a line ends the reading of one.
private final class AnswerReading: Sendable {
  private let read: @Sendable () -> String?
  private let continuation = Mutex<CheckedContinuation<String?, any Error>?>(nil)

  init(_ read: @escaping @Sendable () -> String?) {
    self.read = read
  }

  /// The line; throws `CancellationError` as soon as the task is cancelled, and leaves the thread to itself.
  var line: String? {
    get async throws {
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          self.continuation.withLock { $0 = continuation }
          Thread.detachNewThread { self.end(.success(self.read())) }
          if Task.isCancelled { end(.failure(CancellationError())) }
        }
      } onCancel: {
        end(.failure(CancellationError()))
      }
    }
  }

  private func end(_ result: Result<String?, any Error>) {
    let continuation = continuation.withLock { continuation in
      defer { continuation = nil }
      return continuation
    }
    continuation?.resume(with: result)
  }
}
