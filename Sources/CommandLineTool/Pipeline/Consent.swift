internal import Foundation

extension Host {
  /// Asks a question of which only 'yes' is taken for consent.
  ///
  /// Nobody is asked when it `isGiven` already, by `--auto-approve`. Throws `CommandFailure` for another
  /// answer, or when there is nobody to ask.
  func requireConsent(to question: String, isGiven: Bool) throws(CommandFailure) {
    guard !isGiven else { return }
    guard canAsk else {
      throw CommandFailure(
        .refused,
        "error: there is no terminal to ask at; with --auto-approve (-y) nobody is asked. Nothing was changed"
      )
    }
    writeError("\(question) Only 'yes' is taken for consent: ")
    guard readAnswer()?.trimmingCharacters(in: .whitespaces) == "yes" else {
      throw CommandFailure(.refused, "nothing was changed")
    }
  }
}
