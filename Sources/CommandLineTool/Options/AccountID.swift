internal import ArgumentParser

/// The value of `--account`.
enum AccountID {
  /// Throws `ValidationError` for what is no account id; nil, for none given, is fine.
  static func check(_ account: String?) throws {
    guard let account else { return }
    guard account.utf8.count == 12, account.allSatisfy(\.isASCII), account.allSatisfy(\.isNumber)
    else { throw ValidationError("--account takes an account id of 12 digits, got '\(account)'") }
  }
}
