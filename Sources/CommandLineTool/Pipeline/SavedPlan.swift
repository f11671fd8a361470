internal import Foundation
internal import Resources

/// A plan in a file, made by `plan --out` and carried out by `apply --plan`; `spec/plan.md` documents it.
///
/// It holds what the plan shows, the options it was made with, and digests of what was read: no
/// credentials, no texts of manifests, no values of variables.
struct SavedPlan: Codable, Sendable {
  /// Changes with whatever an older smsctl could not read.
  static let currentFormat = "1"

  /// Of the file; the document in it has its own.
  var formatVersion: String
  /// Another version is refused.
  var toolVersion: String
  /// In UTC, as text of ISO 8601.
  var created: Date
  /// What decides about the plan, so that it can be made anew.
  var options: PlanningChoices
  /// What the manifests and their variables were.
  var manifests: ManifestDigest
  /// What was decided.
  var plan: PlanDocument

  /// What is to be saved of a run.
  init(_ run: PlannedRun, _ choices: PlanningChoices, created: Date) {
    formatVersion = Self.currentFormat
    toolVersion = Tool.version
    self.created = created
    options = choices
    manifests = run.manifests
    plan = run.document
  }

  /// The text of the file.
  var text: String {
    get throws {
      SealedText.sealing(try DocumentText.json(of: self))
    }
  }
}

// MARK: - Reading

extension SavedPlan {
  /// What every version of the file has.
  private struct Header: Decodable {
    var formatVersion: String
    var toolVersion: String
  }

  /// Reads a file.
  ///
  /// Throws a `CommandFailure` for one that is not as it was saved, or that another version saved.
  init(file path: String, in host: Host) throws {
    let data = try host.contents(of: path, "plan")
    guard let text = SealedText.opening(data) else {
      throw CommandFailure(
        .refused,
        "error: '\(path)' is no plan that smsctl saved, or was changed or cut short since; plan again with --out"
      )
    }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    do {
      let header = try decoder.decode(Header.self, from: Data(text.utf8))
      guard header.formatVersion == Self.currentFormat, header.toolVersion == Tool.version else {
        throw CommandFailure(
          .refused,
          "error: '\(path)' was saved by smsctl \(header.toolVersion) (format \(header.formatVersion)), "
            + "and this is \(Tool.version) (format \(Self.currentFormat)); plan again with --out"
        )
      }
      self = try decoder.decode(SavedPlan.self, from: Data(text.utf8))
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.refused, "error: '\(path)' is no plan that smsctl saved")
    }
  }
}

// MARK: - Is it for this?

extension SavedPlan {
  /// Throws a `CommandFailure` when the manifests are not those that the plan was made from.
  func check(_ input: ManifestInput) throws {
    let project = input.source.project.value
    guard project == plan.project else {
      throw CommandFailure(
        .refused,
        "error: the saved plan is for the project '\(plan.project)', and the manifest is for '\(project)'; "
          + "nothing was read or changed"
      )
    }
    guard let difference = ManifestDigest(input).difference(from: manifests) else { return }
    throw CommandFailure(
      .refused,
      "error: the saved plan is for another manifest: \(difference); plan again with --out. "
        + "Nothing was read or changed"
    )
  }

  /// Throws a `CommandFailure` when the plan is for another account.
  func check(account: String) throws {
    guard account != plan.account else { return }
    throw CommandFailure(
      .refused,
      "error: the saved plan is for the account \(plan.account), and the credentials belong to \(account); "
        + "nothing was read or changed"
    )
  }

  /// Throws a `CommandFailure` that names what moved when planning anew came to something else.
  func check(_ run: PlannedRun) throws {
    var differences = PlanComparison(saved: plan, fresh: run.document).lines
    if differences.isEmpty, plan.digest != run.document.digest {
      differences = ["planning anew came to other decisions"]
    }
    guard !differences.isEmpty else { return }
    let shown = differences.prefix(Self.shownDifferences)
    let more = differences.count - shown.count
    throw CommandFailure(
      .refused,
      (["error: the account is not what it was when the plan was saved:"]
        + shown.map { "  \($0)" } + (more > 0 ? ["  and \(more) more"] : [])
        + ["plan again with --out; nothing was changed"])
        .joined(separator: "\n")
    )
  }

  /// How many differences are told.
  private static let shownDifferences = 20
}
