import Foundation
import Resources
import SMSVoice

/// What an export of made-up regions writes.
struct Exported {
  private let manifest: ExportedManifest

  /// Exports for the project `shop`; the regions in the order of the alphabet, the first one last.
  init(_ clouds: [String: Cloud]) async throws {
    let regions = clouds.keys.sorted(by: >)
    var inventories: [RegionInventory] = []
    for region in regions {
      let service = FakeService(clouds[region] ?? Cloud())
      inventories.append(try await RegionInventory.read(region, through: service) { _ in })
    }
    let scopes = regions.map {
      RegionScope(
        region: $0,
        account: "123456789012",
        project: "shop",
        countries: Cloud.countries,
        now: TestPlan.now
      )
    }
    manifest = ExportedManifest(ManifestExport(inventories, scopes: scopes), isProjectChosen: true)
  }

  /// Of one region.
  init(_ cloud: Cloud) async throws {
    try await self.init(["us-east-1": cloud])
  }

  /// The top level, the sections, and the comment at the end, which blank lines separate.
  private var parts: [String] {
    manifest.text.split(separator: "\n\n").map { $0.trimmingCharacters(in: .newlines) }
  }

  /// The sections without an empty line between them.
  var sections: String { parts.dropFirst().dropLast().joined(separator: "\n") }

  /// What is told of as left out, in lines.
  var omissions: [String] {
    (parts.last ?? "").split(separator: "\n").filter { $0.hasPrefix("#   ") }
      .map { String($0.dropFirst(4)) }
  }

  /// The lines of the top level that are no comments, from `limits` or `defaults` on.
  var shared: String {
    (parts.first ?? "").split(separator: "\n").drop { $0 != "defaults:" && $0 != "limits:" }
      .joined(separator: "\n")
  }
}
