package import SMSVoice
internal import YAMLSyntax

extension PhoneNumberKind {
  /// The account's own numbers.
  package struct Inventory: ExportInventory {
    let numbers: LivePhoneNumbers
    /// By id, of those in no pool.
    let keywords: [String: [String: LiveKeyword]]
    package let tags: [String: Tags]
  }

  package static func detailReads(with reader: RegionReader) async throws -> [Operation: Int] {
    let numbers = try await reader.phoneNumbers().all
    return ["ListTagsForResource": numbers.count, "DescribeKeywords": numbers.free.count]
  }

  package static func inventory(with reader: RegionReader) async throws -> Inventory {
    let numbers = try await reader.phoneNumbers()
    async let tags = reader.tags(of: numbers.all.map(\.phoneNumberArn))
    let keywords = try await reader.each(numbers.all.free.map(\.phoneNumberId)) {
      try await reader.exportedKeywords(of: $0)
    }
    return Inventory(numbers: numbers, keywords: keywords, tags: try await tags)
  }

  /// A number in a pool is written without settings and keywords, which are the pool's.
  package static func export(into export: inout ManifestExport) {
    for scope in export.scopes {
      guard let inventory = export.inventory(Self.self, in: scope) else { continue }
      var count = 0
      for live in inventory.numbers.all.sorted(by: { $0.exportKey < $1.exportKey }) {
        let tags = inventory.tags[live.phoneNumberArn]
        guard export.isOpen(tags, Self.self, live.exportKey, in: scope) else { continue }
        let fields = fields(of: live, inventory, in: scope, &export)
        let isAdded = export.add(
          Self.self,
          key: live.exportKey,
          for: [live.phoneNumberArn],
          in: scope,
          comments: [live.traits],
          fields
        )
        if isAdded { count += 1 }
      }
      export.count(count, against: "phoneNumbers", usually: ManifestLimits().phoneNumbers)
    }
  }

  /// A number in a pool has its pool's settings and none of its own.
  private static func fields(
    of live: LivePhoneNumber,
    _ inventory: Inventory,
    in scope: RegionScope,
    _ export: inout ManifestExport
  ) -> [YAMLField] {
    let isUnique = inventory.numbers.matches(live.phoneNumber).count == 1
    let text = live.hasNumber && isUnique ? live.phoneNumber : live.phoneNumberId
    var fields = [YAMLField("number", .literal(text))]
    if live.poolId == nil {
      let list = export.optOutListField(
        live.optOutListName,
        of: Self.self,
        live.exportKey,
        in: scope
      )
      fields += [list].compactMap(\.self) + live.settings.fields(in: scope)
      fields += [.flag("internationalSending", live.internationalSendingEnabled)].compactMap(\.self)
    }
    fields += [.flag("deletionProtection", live.deletionProtectionEnabled)].compactMap(\.self)
    let keywords = inventory.keywords[live.phoneNumberId]
    let children = [
      LiveKeyword.field(keywords), ManifestExport.tagField(inventory.tags[live.phoneNumberArn]),
    ]
    return fields + children.compactMap(\.self)
  }
}

extension [LivePhoneNumber] {
  /// Those that are in no pool.
  fileprivate var free: [LivePhoneNumber] { filter { $0.poolId == nil } }
}

extension LivePhoneNumber {
  /// Whether it has its digits: one that waits for a carrier may have none yet.
  fileprivate var hasNumber: Bool {
    let digits = phoneNumber.hasPrefix("+") ? phoneNumber.dropFirst() : phoneNumber[...]
    return !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// The key that an export gives it, for example `us-12065550100`.
  fileprivate var exportKey: String {
    guard hasNumber else { return phoneNumberId }
    let digits = phoneNumber.hasPrefix("+") ? String(phoneNumber.dropFirst()) : phoneNumber
    return isoCountryCode.map { "\($0.lowercased())-\(digits)" } ?? "number-\(digits)"
  }

  /// What people should know of it, for example `TRANSACTIONAL, SMS and VOICE`.
  fileprivate var traits: String {
    let capabilities = (numberCapabilities ?? []).joined(separator: " and ")
    let words = [messageType, capabilities, status == "ACTIVE" ? nil : status]
    return words.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
