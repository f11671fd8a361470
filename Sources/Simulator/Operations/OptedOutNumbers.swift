/// `PutOptedOutNumber`, `DescribeOptedOutNumbers`, `DeleteOptedOutNumber`.
enum OptedOutNumberOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "PutOptedOutNumber": { cloud, input throws(SimulatedError) in
      try cloud.putOptedOutNumber(input)
    },
    "DescribeOptedOutNumbers": { cloud, input throws(SimulatedError) in
      try cloud.describeOptedOutNumbers(input)
    },
    "DeleteOptedOutNumber": { cloud, input throws(SimulatedError) in
      try cloud.deleteOptedOutNumber(input)
    },
  ]

  /// With a plus in front, as results have it.
  static func normalized(_ number: String) -> String {
    number.hasPrefix("+") ? number : "+" + number
  }
}

extension RegionalCloud {
  private func row(_ number: OptedOutNumber) -> JSONObject {
    [
      "OptedOutNumber": .string(number.number),
      "OptedOutTimestamp": .number(number.optedOutAt),
      "EndUserOptedOut": .bool(number.byEndUser),
    ]
  }

  private func row(_ number: OptedOutNumber, of list: String) -> JSONObject {
    var row = row(number)
    row["OptOutListArn"] = .string(arn(.optOutList, list))
    row["OptOutListName"] = .string(list)
    return row
  }

  private func listIndex(_ input: CallInput) throws(SimulatedError) -> Int {
    try index(of: input.text("OptOutListName"), in: \.optOutLists, field: "OptOutListName")
  }

  fileprivate mutating func putOptedOutNumber(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try listIndex(input)
    let number = OptedOutNumberOperations.normalized(try input.text("OptedOutNumber"))
    let list = state.optOutLists[index].name
    // Looked for in place: a copy of a long list would be made anew by every call.
    let known = state.optOutLists[index].optedOutNumbers.first { $0.number == number }
    if let known { return row(known, of: list) }
    let entry = OptedOutNumber(number: number, optedOutAt: now, byEndUser: false)
    state.optOutLists[index].optedOutNumbers.append(entry)
    return row(entry, of: list)
  }

  fileprivate func describeOptedOutNumbers(_ input: CallInput) throws(SimulatedError) -> JSONObject
  {
    let list = state.optOutLists[try listIndex(input)]
    var entries = list.optedOutNumbers
    if let numbers = input.texts("OptedOutNumbers"), !numbers.isEmpty {
      entries = []
      for number in numbers.map(OptedOutNumberOperations.normalized) {
        guard let entry = list.optedOutNumbers.first(where: { $0.number == number }) else {
          try tolerate(.notFound(ResourceKind.optedOutNumber.rawValue, number))
          continue
        }
        entries.append(entry)
      }
    }
    var result = try listing("DescribeOptedOutNumbers", input)
      .page(entries.lazy.map(row), into: "OptedOutNumbers", as: "OptedOutNumberInformation") {
        name,
        values,
        row in
        guard name == "end-user-opted-out" else { return nil }
        return values.contains(String(row["EndUserOptedOut"]?.flag ?? false))
      }
    result["OptOutListArn"] = .string(arn(.optOutList, list.name))
    result["OptOutListName"] = .string(list.name)
    return result
  }

  fileprivate mutating func deleteOptedOutNumber(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try listIndex(input)
    let number = OptedOutNumberOperations.normalized(try input.text("OptedOutNumber"))
    let list = state.optOutLists[index]
    guard let entry = list.optedOutNumbers.firstIndex(where: { $0.number == number }) else {
      throw .notFound(ResourceKind.optedOutNumber.rawValue, number)
    }
    state.optOutLists[index].optedOutNumbers.remove(at: entry)
    return row(list.optedOutNumbers[entry], of: list.name)
  }
}
