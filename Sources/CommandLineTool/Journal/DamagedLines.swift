/// How lines that could not be read are named.
enum DamagedLines {
  /// For example `line 17`, or `lines 2, 4, 6, 8, 10 and 138 more`.
  static func words(_ numbers: [Int]) -> String {
    let named = numbers.prefix(5).map(String.init).joined(separator: ", ")
    let rest = numbers.count - 5
    return (numbers.count == 1 ? "line " : "lines ") + named
      + (rest > 0 ? " and \(rest.grouped) more" : "")
  }
}
