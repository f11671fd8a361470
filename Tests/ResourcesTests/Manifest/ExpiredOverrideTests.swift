import Diagnostics
import Foundation
import Resources
import Testing

@Suite struct `A number override that expires` {
  static let now = TestPlan.now

  static func yaml(_ entries: String) -> String {
    "protectConfigurations: { p: { numberOverrides: { \(entries) } } }\n"
  }

  static let expired = [
    ManifestMistake(
      yaml("«'+573001234567'»: { action: ALLOW, expires: 2026-11-30T23:59:59Z }"),
      "this override expired at 2026-11-30T23:59:59Z and counts as absent; it can go"
    ),
    ManifestMistake(
      yaml("«'+573001234567'»: { action: BLOCK, expires: 2026-11-30T23:59:59Z }"),
      "this BLOCK expired at 2026-11-30T23:59:59Z: MESSAGES TO THE NUMBER ARE NO LONGER BLOCKED by it; give another 'expires', or take the override away"
    ),
    // The very moment is past; zones are counted in.
    ManifestMistake(
      yaml("«'+573001234567'»: { action: ALLOW, expires: 2026-12-01T00:00:00Z }"),
      "this override expired at 2026-12-01T00:00:00Z and counts as absent; it can go"
    ),
    ManifestMistake(
      yaml("«'+573001234567'»: { action: ALLOW, expires: '2026-12-01T00:30:00+01:00' }"),
      "this override expired at 2026-11-30T23:30:00Z and counts as absent; it can go"
    ),
  ]

  @Test(arguments: expired)
  func `is doubtful once it has`(_ mistake: ManifestMistake) throws {
    try mistake.check(severity: .warning, now: Self.now)
  }

  @Test func `counts as absent once it has, and until then does not`() throws {
    let text = Self.yaml(
      """
      '+11': { action: BLOCK, expires: 2026-12-01T00:00:00Z },
      '+12': { action: BLOCK, expires: 2026-12-01T00:00:01Z },
      '+13': { action: ALLOW, expires: '2026-11-30T23:30:00-01:00' },
      '+14': { action: ALLOW }
      """
    )
    let region = try manifest(text, now: Self.now).regions[0]
    let overrides = region.desired(ProtectConfigurationKind.self)[0].spec.numberOverrides
    #expect(overrides?.map(\.key.value) == ["+12", "+13", "+14"])
  }

  @Test func `leaves the list managed when it was the last one`() throws {
    let text = Self.yaml("'+11': { action: ALLOW, expires: 2020-01-01T00:00:00Z }")
    let region = try manifest(text, now: Self.now).regions[0]
    let spec = region.desired(ProtectConfigurationKind.self)[0].spec
    #expect(spec.numberOverrides?.isEmpty == true)
  }
}
