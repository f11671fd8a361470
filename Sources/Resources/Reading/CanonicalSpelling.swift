/// Rows of answers with names instead of ARNs and message types in capitals.
///
/// So the API description has them, but `DescribeSenderIds` is known to answer `Transactional`, and what
/// one read does another may. A row that means the same must not show as a difference.
extension LivePool {
  /// The row with its message type in capitals and its opt-out list by name.
  var canonical: LivePool {
    var pool = self
    pool.messageType = messageType.uppercased()
    pool.optOutListName = optOutListName?.shortListName
    return pool
  }
}

extension LivePhoneNumber {
  /// The row with its message type in capitals and its opt-out list by name.
  var canonical: LivePhoneNumber {
    var number = self
    number.messageType = messageType?.uppercased()
    number.optOutListName = optOutListName?.shortListName
    return number
  }
}

extension LiveConfigurationSet {
  /// The row with its default message type in capitals and its protect configuration by id.
  var canonical: LiveConfigurationSet {
    var set = self
    set.defaultMessageType = defaultMessageType?.uppercased()
    set.protectConfigurationId = protectConfigurationId?.split(separator: "/").last.map(String.init)
    return set
  }
}
