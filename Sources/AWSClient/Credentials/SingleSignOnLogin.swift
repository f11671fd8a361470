internal import CLibCrypto
internal import Foundation

/// Which login at IAM Identity Center a profile goes by: an `sso_session`, or, in the older form,
/// the start URL itself.
struct SingleSignOnLogin: Sendable, Equatable {
  /// Where IAM Identity Center is, which need not be where the service is.
  let region: String
  /// What the name of the cached token's file is made from.
  let cacheKey: String
  /// Whether it may be renewed without a browser; the older form cannot.
  let isSession: Bool
  /// For messages.
  let profile: String
  private let command: String

  /// Throws when the profile or its session lacks a key.
  init(_ profile: Profile, _ files: SharedFiles) throws(CredentialError) {
    let purpose = "IAM Identity Center"
    self.profile = profile.title
    guard let name = profile.value("sso_session") else {
      region = try profile.required("sso_region", for: purpose)
      cacheKey = try profile.required("sso_start_url", for: purpose)
      isSession = false
      command = "aws sso login --profile \(profile.name)"
      return
    }
    guard let session = files.session(name.text) else {
      throw CredentialError("\(name.name): there is no section '[sso-session \(name.text)]'")
    }
    guard let region = session["sso_region"] else {
      throw CredentialError("the sso-session '\(name.text)' (\(session.place)) lacks 'sso_region'")
    }
    self.region = region
    cacheKey = name.text
    isSession = true
    command = "aws sso login --sso-session \(name.text)"
  }

  /// The path of the token that the AWS CLI keeps, `~` first.
  var cachePath: String { "~/.aws/sso/cache/\(Self.sha1(cacheKey)).json" }

  /// There is no login on this machine, or its file has no token in it.
  var missing: CredentialError {
    CredentialError("\(profile) needs a login at IAM Identity Center; run: \(command)")
  }

  /// The file of the login is there and cannot be read.
  var unreadable: CredentialError {
    CredentialError("\(profile): the login in '\(cachePath)' cannot be read; check its permissions")
  }

  /// The account or role cannot be named in a URL.
  var unusable: CredentialError {
    CredentialError("\(profile): 'sso_account_id' and 'sso_role_name' are not names")
  }

  /// It has run out and was not renewed, or IAM Identity Center refuses it.
  var expired: CredentialError {
    CredentialError("the login at IAM Identity Center of \(profile) has expired; run: \(command)")
  }

  // Only names a file: https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
  private static func sha1(_ text: String) -> String {
    var output = [UInt8](repeating: 0, count: 20)
    let bytes = Array(text.utf8)
    let isDone = EVP_Digest(bytes, bytes.count, &output, nil, EVP_sha1(), nil)
    precondition(isDone == 1, "OpenSSL cannot compute SHA-1")
    return Data(output).hexadecimal
  }
}
