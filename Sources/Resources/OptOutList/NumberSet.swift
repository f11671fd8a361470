/// Phone numbers without doubles, eight bytes each, so that long opt-out lists fit into little memory.
///
/// A number with its plus and the same one without it are one number, of which the form with the plus is kept: the
/// service takes both. Elements are in ascending order of their digits, and after them comes what is no such number.
package struct NumberSet: Sendable, Equatable {
  /// Ascending, no digits twice.
  private let packed: [PackedNumber]
  /// What cannot be packed, ascending.
  private let others: [String]

  /// Takes numbers in any order.
  package init(_ numbers: some Sequence<String>) {
    var builder = Builder()
    for number in numbers { builder.add(number) }
    self = builder.build()
  }

  private init(packed: [PackedNumber], others: [String]) {
    self.packed = packed
    self.others = others
  }

  /// Collects numbers as they are read, in any order, some of them perhaps twice.
  package struct Builder: Sendable {
    private var packed: [PackedNumber] = []
    private var others: Set<String> = []

    package init() {}

    /// How many were added, doubles counted.
    package var count: Int { packed.count + others.count }

    /// Takes a number as the service tells it, with or without a plus; what does not fit into eight bytes
    /// is kept as a text.
    package mutating func add(_ number: String) {
      if let number = PackedNumber(number) {
        packed.append(number)
      } else {
        others.insert(number)
      }
    }

    package consuming func build() -> NumberSet {
      packed.sort()
      var kept = 0
      for number in packed {
        // The form with the plus comes after the one without it, and takes its place.
        if kept > 0, packed[kept - 1].digits == number.digits { kept -= 1 }
        packed[kept] = number
        kept += 1
      }
      return NumberSet(packed: Array(packed[..<kept]), others: others.sorted())
    }
  }

  /// What `other` lacks.
  package func subtracting(_ other: NumberSet) -> NumberSet {
    var missing: [PackedNumber] = []
    var rest = other.packed[...]
    for number in packed {
      while let first = rest.first, first.digits < number.digits { rest.removeFirst() }
      if rest.first?.digits != number.digits { missing.append(number) }
    }
    let known = Set(other.others)
    return NumberSet(packed: missing, others: others.filter { !known.contains($0) })
  }

  /// The memory that the elements take, in bytes.
  package var byteCount: Int {
    packed.capacity * MemoryLayout<PackedNumber>.stride
      + others.reduce(others.capacity * MemoryLayout<String>.stride) { $0 + $1.utf8.count }
  }
}

extension NumberSet: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { packed.count + others.count }

  /// The number as it was told, with its plus if it had one.
  package subscript(index: Int) -> String {
    index < packed.count ? packed[index].description : others[index - packed.count]
  }
}

/// One to eighteen digits, the first of them not zero, with or without a plus before them.
private struct PackedNumber: Comparable, Sendable, CustomStringConvertible {
  /// Twice the digits, and one more for the plus.
  private let bits: UInt64

  /// Nil for a text of another form.
  init?(_ text: String) {
    let hasPlus = text.utf8.first == UInt8(ascii: "+")
    let digits = text.utf8.dropFirst(hasPlus ? 1 : 0)
    // Eighteen digits, doubled, still fit; E.164 has fifteen.
    guard (1...18).contains(digits.count), digits.first != UInt8(ascii: "0") else { return nil }
    var value: UInt64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + UInt64(digit - UInt8(ascii: "0"))
    }
    bits = value * 2 + (hasPlus ? 1 : 0)
  }

  var digits: UInt64 { bits / 2 }
  var description: String { bits.isMultiple(of: 2) ? "\(digits)" : "+\(digits)" }

  static func < (left: PackedNumber, right: PackedNumber) -> Bool { left.bits < right.bits }
}
