/// The few names of which random manifests and random accounts are made, so that they often meet.
enum Universe {
  static let project = "shop"
  static let formerProject = "former-shop"
  static let regions = ["us-east-1", "eu-west-1", "ap-southeast-2"]
  static let optOutLists = ["codes", "news", "alerts"]
  /// As the service keeps them.
  static let senderIDs = ["SHOP", "BRAND", "ACME"]
  /// None needs a registration but JO.
  static let countries = ["AT", "DE", "FR", "NO", "PT", "JO"]
  static let phoneNumbers = ["n0", "n1", "n2", "n3"]
  static let pools = ["codes", "promo"]
  static let protectConfigurations = ["signup", "strict"]
  static let configurationSets = ["otp", "events", "bulk"]
  static let eventDestinations = ["logs", "stream", "topic"]
  static let overriddenNumbers = ["+4915112345670", "+573001234567", "+12025550123"]
  static let ruledCountries = ["CA", "DE", "FR", "GB", "US"]
  /// With a name that no manifest has.
  static let stranger = "stranger"

  /// The number that a key stands for in a region, by the region's place in `regions`.
  static func number(_ key: String, in region: String) -> String {
    let place = regions.firstIndex(of: region) ?? 0
    return "+1206555\(place)10\(key.dropFirst())"
  }

  static func topic(_ name: String, in region: String) -> String {
    "arn:aws:sns:\(region):123456789012:\(name)"
  }

  static let role = "arn:aws:iam::123456789012:role/sms"

  /// Keywords with what they do; HELP and STOP have no action of their own.
  static let keywords: [(name: String, action: String?)] = [
    ("HELP", nil), ("STOP", nil), ("JOIN", "OPT_IN"), ("INFO", "AUTOMATIC_RESPONSE"),
    ("QUIT", "OPT_OUT"),
  ]
}
