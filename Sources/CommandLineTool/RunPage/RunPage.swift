internal import AWSClient
internal import Foundation

/// A run as a page of HTML that needs nothing beside it, and that can be read as XML, too.
///
/// It loads nothing, and its policy lets it load nothing, run no script but its own and send nothing:
/// names in it are what users wrote.
struct RunPage {
  /// In a format that this version knows.
  let run: RunRecord
  /// The numbers of the journal's lines that could not be read.
  var damagedLines: [Int] = []

  /// The page.
  var text: String {
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy)"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>\(title)</title>
      <style>\(PageStyle.text)</style>
      </head>
      <body>
      \(HeadSection(run: run, damagedLines: damagedLines).markup)
      <main>
      \(sections)
      </main>
      <footer>Run \(run.id), told by smsctl \(run.start?.toolVersion ?? "?"). Times are UTC.</footer>
      <div id="tip" role="tooltip" hidden=""></div>
      <script>\(PageScript.text)</script>
      </body>
      </html>

      """
    return page.text
  }

  private var title: String {
    let project = run.plans.first.map { " of \($0.project)" } ?? ""
    return "\(run.command)\(project), \(PageText.moment(run.began)) UTC"
  }

  private var sections: [Markup] {
    let summaries = BucketSummary.all(of: run)
    return [
      FailureSection(run: run).markup,
      TimelineSection(summaries: summaries, hasPlan: !run.plans.isEmpty).markup,
      CoverageSection(run: run).markup,
      CallSection(run: run).markup,
    ]
  }

  /// The one style sheet and the one script are named by what is in them.
  private static let policy: String = {
    let style = hash(of: PageStyle.text)
    let script = hash(of: PageScript.text)
    return "default-src 'none'; style-src \(style); script-src \(script); base-uri 'none'; "
      + "form-action 'none'"
  }()

  private static func hash(of markup: Markup) -> String {
    let digits = Array(TextDigest.hexadecimal(of: markup.text))
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    return "'sha256-\(Data(bytes).base64EncodedString())'"
  }
}
