import Diagnostics
import Resources
import Testing

@Suite struct `The documents of a project` {
  @Test func `may repeat identical scalars`() throws {
    let merged = try manifest(
      ManifestText.head + "account: '123456789012'\noptOutLists: { a: }\n",
      ManifestText.head + "account: '123456789012'\noptOutLists: { b: }\n"
    )
    #expect(merged.project == "checkout")
    #expect(merged.regions[0].addresses.map(\.path) == ["opt-out-list/a", "opt-out-list/b"])
  }

  @Test func `may stand in one file`() throws {
    let merged = try manifest(ManifestText.head + "optOutLists: { a: }\n---\noptOutLists: { b: }\n")
    #expect(merged.regions[0].addresses.map(\.path) == ["opt-out-list/a", "opt-out-list/b"])
  }

  @Test func `add up their regions, variables and defaults`() throws {
    let merged = try manifest(
      """
      version: 1
      project: checkout
      regions: { us-east-1: { vars: { a: '1' } }, eu-west-1: }
      vars: { shared: x }
      defaults: { deletionProtection: true, tags: { team: messaging, old: } }
      phoneNumbers: { otp: { number: '${a}${b}${shared}${more}' } }
      """,
      """
      # version
      regions: { us-east-1: { vars: { b: '2' } }, eu-west-1: { vars: { a: '3', b: '4' } } }
      vars: { more: y, shared: x }
      defaults: { deletionProtection: true, tags: { stage: live, old: } }
      """
    )
    #expect(merged.regions.map { $0.scope.region } == ["us-east-1", "eu-west-1"])
    #expect(
      merged.regions.map { $0.desired(PhoneNumberKind.self)[0].number.value } == ["12xy", "34xy"]
    )
    let defaults = merged.regions[0].scope.defaults
    #expect(defaults.deletionProtection.value == true)
    let tags = merged.regions[0].scope.tags(of: CommonFields())
    #expect(tags == ["team": "messaging", "stage": "live", "old": nil])
  }

  static let conflicts = [
    Conflict(
      "project: ‹checkout›\nversion: 1\nregions: { us-east-1: }\n",
      "project: «billing» # version\n",
      "'project' is 'billing' here and 'checkout' elsewhere"
    ),
    Conflict(
      "optOutLists: { ‹otp›: }\n",
      "optOutLists: { «otp»: { tags: { a: b } } } # version\n",
      "'otp' is defined twice under 'optOutLists'"
    ),
    Conflict(
      "vars: { a: ‹x› }\n",
      "vars: { a: «y» } # version\n",
      "'a' has another value elsewhere"
    ),
    Conflict(
      "defaults: { tags: { team: ‹messaging› } }\n",
      "defaults: { tags: { team: «payments» } } # version\n",
      "'team' has another value elsewhere"
    ),
  ]

  struct Conflict: Sendable, CustomTestStringConvertible {
    let first: String
    let second: String
    let message: String

    init(_ first: String, _ second: String, _ message: String) {
      self.first = first
      self.second = second
      self.message = message
    }

    var testDescription: String { message }
  }

  @Test(arguments: conflicts)
  func `conflict where they differ, and both places are shown`(_ conflict: Conflict) throws {
    let first = ManifestText(conflict.first, name: "a.yaml")
    let second = ManifestText(conflict.second, name: "b.yaml")
    let found = findings(in: [first.file, second.file])
    #expect(found.map(\.message.text) == [conflict.message])
    let diagnostic = try #require(found.first)
    #expect(diagnostic.range?.file == second.file)
    #expect(diagnostic.range?.span == second.subject)
    let note = try #require(diagnostic.notes.first)
    #expect(note.message.text == "first defined here")
    #expect(note.range?.file == first.file)
    #expect(note.range?.span == first.noted)
  }

  @Test func `hand over former projects`() throws {
    let merged = try manifest("formerProjects: [old]\n", "# version\nformerProjects: [older]\n")
    #expect(merged.regions[0].scope.formerProjects == ["old", "older"])
  }
}
