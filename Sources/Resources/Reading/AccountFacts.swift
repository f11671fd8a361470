internal import SMSVoice

/// How much of a quota of the account is used in one region, as the service counts it.
package struct AccountLimit: Decodable, Sendable, Equatable {
  /// For example `SENDER_IDS`; unknown names pass.
  package var name: String
  /// How many there are.
  package var used: Int
  /// How many there may be, which the service enforces.
  package var max: Int
}

/// A fact about the account in one region.
package struct AccountAttribute: Decodable, Sendable, Equatable {
  /// For example `ACCOUNT_TIER`; unknown names pass.
  package var name: String
  /// For example `SANDBOX`.
  package var value: String
}

/// `DescribeAccountLimits`.
package struct DescribeAccountLimits: PaginatedOperation {
  package struct Response: Page {
    var accountLimits: [AccountLimit]?
    package var nextToken: String?
    package var items: [AccountLimit] { accountLimits ?? [] }
  }

  package var nextToken: String?

  package init() {}
}

/// `DescribeAccountAttributes`.
package struct DescribeAccountAttributes: PaginatedOperation {
  package struct Response: Page {
    var accountAttributes: [AccountAttribute]?
    package var nextToken: String?
    package var items: [AccountAttribute] { accountAttributes ?? [] }
  }

  package var nextToken: String?

  package init() {}
}
