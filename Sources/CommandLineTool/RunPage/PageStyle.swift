/// The style sheet of a page.
///
/// Few colours, each with a meaning: green for what is well, amber for what waits or was throttled, red for
/// what failed. All else is grey. No font is loaded.
enum PageStyle {
  /// As it stands in the page: its digest is in the page's policy.
  static let text: Markup = """

    \(colours)
    \(frame)
    \(head)
    \(timeline)
    \(tables)
    \(coverage)
    \(media)

    """

  private static let colours: Markup = """
    :root {
      color-scheme: light dark;
      --paper: #fcfcfb; --ink: #1d2125; --soft: #5f666d; --line: #e5e5e1; --grid: #efefec;
      --good: #2c7a6b; --fair: #a86400; --bad: #c0342c; --idle: #8b9197; --earliest: #a9afb5;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #15181a; --ink: #e6e8ea; --soft: #9aa1a8; --line: #2c3135; --grid: #22272a;
        --good: #5dbba8; --fair: #e0a648; --bad: #f2756c; --idle: #747b82; --earliest: #5d646b;
      }
    }
    """

  private static let frame: Markup = """
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; padding: 3rem 1.5rem; max-width: 72rem;
      background: var(--paper); color: var(--ink);
      font: .94rem/1.5 var(--sans); font-variant-numeric: tabular-nums;
      -webkit-text-size-adjust: 100%;
    }
    h1, h2, h3, p, dl, dd, ul { margin: 0; padding: 0; }
    h2 { font-size: 1.15rem; font-weight: 600; letter-spacing: -.01em; }
    h3 { font-size: .95rem; font-weight: 600; }
    section { margin-top: 3.5rem; }
    section > h2 { margin-bottom: .75rem; }
    summary { cursor: pointer; list-style-position: outside; }
    summary h2, summary h3 { display: inline; }
    summary span, caption span { color: var(--soft); font-weight: 400; }
    details[open] > summary { margin-bottom: .75rem; }
    .hint { color: var(--soft); font-size: .85rem; margin-top: .75rem; max-width: 48rem; }
    .legend {
      display: flex; flex-wrap: wrap; gap: .35rem 1.5rem; margin-bottom: 1rem;
      color: var(--soft); font-size: .85rem;
    }
    footer { margin-top: 4rem; color: var(--soft); font-size: .8rem; }
    [hidden] { display: none !important; }
    """

  private static let head: Markup = """
    .eyebrow { color: var(--soft); font-size: .85rem; letter-spacing: .02em; }
    h1 {
      display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem;
      font-size: 2rem; font-weight: 650; line-height: 1.25; letter-spacing: -.02em;
      overflow-wrap: anywhere;
    }
    .verdict {
      padding: .1rem .7rem; border-radius: 1rem; font-size: .85rem; font-weight: 600;
      letter-spacing: 0; color: var(--tone);
      background: color-mix(in srgb, var(--tone) 13%, transparent);
    }
    .good { --tone: var(--good); } .fair { --tone: var(--fair); } .bad { --tone: var(--bad); }
    .meta { display: flex; flex-wrap: wrap; gap: 0 1.25rem; color: var(--soft); font-size: .85rem; }
    .meta span { overflow-wrap: anywhere; }
    header .meta { margin-top: .35rem; }
    .note { margin-top: 1rem; padding-left: .9rem; border-left: 3px solid var(--fair); }
    .figures {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1.25rem 2rem;
      margin-top: 2rem; padding: 1.25rem 0; border: solid var(--line); border-width: 1px 0;
    }
    .figures dt { color: var(--soft); font-size: .85rem; }
    .figures b { display: block; font-size: 1.3rem; font-weight: 600; overflow-wrap: anywhere; }
    .figures span { color: var(--soft); font-size: .85rem; }
    .failures { list-style: none; }
    .failures li { padding: .9rem 0; border-top: 1px solid var(--line); }
    .failures h3 { font: 600 .9rem var(--mono); color: var(--bad); overflow-wrap: anywhere; }
    .failures p { margin-top: .3rem; max-width: 56rem; overflow-wrap: anywhere; }
    .cost { color: var(--soft); font-size: .85rem; }
    """

  private static let timeline: Markup = """
    .timeline h3 { margin: 1.25rem 0 .4rem; }
    .lane { display: grid; grid-template-columns: 18rem 1fr; gap: 1.25rem; align-items: center; }
    .lane svg { display: block; width: 100%; height: 26px; overflow: visible; }
    .who { display: flex; justify-content: space-between; gap: .75rem; font-size: .85rem; min-width: 0; }
    .who b { font-weight: 500; overflow: hidden; text-overflow: ellipsis; }
    .who span { color: var(--soft); white-space: nowrap; }
    .marks {
      display: flex; justify-content: space-between; color: var(--soft); font-size: .75rem;
      padding-top: .2rem;
    }
    .marks span { width: 0; display: flex; justify-content: center; white-space: nowrap; }
    .marks span:first-child { justify-content: flex-start; }
    .marks span:last-child { justify-content: flex-end; }
    .grid, .earliest { fill: none; vector-effect: non-scaling-stroke; }
    path.grid { stroke: var(--grid); }
    path.earliest { stroke: var(--earliest); }
    rect {
      stroke: transparent; stroke-width: 5px; vector-effect: non-scaling-stroke;
      pointer-events: all;
    }
    rect.done { fill: var(--good); fill-opacity: .75; }
    rect.throttled { fill: var(--fair); }
    rect.failed { fill: var(--bad); }
    .key { display: inline-block; width: 3px; height: 11px; margin-right: .5rem; }
    .key.done { background: var(--good); width: 8px; opacity: .75; }
    .key.throttled { background: var(--fair); } .key.failed { background: var(--bad); }
    .key.earliest { background: var(--earliest); height: 5px; }
    #tip {
      position: fixed; z-index: 1; padding: .25rem .6rem; border-radius: .3rem; max-width: 90vw;
      background: var(--ink); color: var(--paper); font-size: .8rem; pointer-events: none;
    }
    """

  private static let tables: Markup = """
    .scroll { overflow-x: auto; margin-top: 1.5rem; }
    table { border-collapse: collapse; }
    th, td { text-align: left; font-weight: 400; padding: .25rem 1.1rem .25rem 0; }
    thead th { color: var(--soft); font-size: .8rem; white-space: nowrap; }
    tbody tr { border-top: 1px solid var(--line); }
    .figures-table, .calls { width: 100%; font-size: .85rem; white-space: nowrap; }
    .figures-table :is(td, th):nth-child(n + 3) { text-align: right; }
    .figures-table :is(td, th):last-child { padding-right: 0; }
    .zero { color: var(--idle); }
    td.throttled { color: var(--fair); font-weight: 600; }
    td.failed { color: var(--bad); font-weight: 600; }
    .calls :is(td, th):is(:nth-child(1), :nth-child(5), :nth-child(6)) { text-align: right; }
    .calls .id { font-family: var(--mono); font-size: .8rem; color: var(--soft); }
    .filter input {
      width: 100%; max-width: 24rem; padding: .4rem .7rem; font: inherit; color: inherit;
      background: none; border: 1px solid var(--line); border-radius: .4rem;
    }
    """

  private static let coverage: Markup = """
    .continents { column-gap: 2.5rem; overflow-x: auto; }
    .continents.narrow { columns: 19rem; }
    .continents.middle { columns: 27rem; }
    .coverage { width: 100%; font-size: .85rem; margin-bottom: 1.75rem; }
    .coverage caption { text-align: left; font-weight: 600; padding-bottom: .2rem; }
    .coverage tr, .coverage.small { break-inside: avoid; }
    .coverage :is(td, th) { padding: .12rem .5rem .12rem 0; }
    .coverage tbody th { width: 100%; }
    .coverage :is(td, th):nth-child(n + 3) { text-align: center; padding: .12rem .3rem; }
    .coverage thead th { font-size: .72rem; }
    .iso { font-family: var(--mono); font-size: .78rem; color: var(--soft); }
    .none { color: var(--idle); }
    .chip {
      display: inline-block; width: 1.35rem; border-radius: .25rem; text-align: center;
      font-size: .72rem; font-style: normal; font-weight: 600; line-height: 1.3rem;
    }
    .chip.live { color: var(--good); }
    .chip.requested { color: var(--good); background: color-mix(in srgb, var(--good) 16%, transparent); }
    .chip.idle { color: var(--soft); background: color-mix(in srgb, var(--idle) 18%, transparent); }
    .chip.fair { color: var(--fair); background: color-mix(in srgb, var(--fair) 15%, transparent); }
    .chip.bad { color: var(--paper); background: var(--bad); }
    """

  private static let media: Markup = """
    @media (max-width: 44rem) {
      body { padding: 1.5rem 1rem; }
      h1 { font-size: 1.5rem; }
      section { margin-top: 2.5rem; }
      .lane { grid-template-columns: 1fr; gap: .1rem; margin-bottom: .5rem; }
      .marks span:nth-child(even) { visibility: hidden; }
      .figures { grid-template-columns: 1fr 1fr; }
      .figures b { font-size: 1.1rem; }
      rect { stroke-width: 1px; }
      rect.done { stroke: var(--good); } rect.throttled { stroke: var(--fair); }
      rect.failed { stroke: var(--bad); }
    }
    @media print {
      :root { --paper: #fff; font-size: 11px; }
      body {
        padding: 0; max-width: none;
        -webkit-print-color-adjust: exact; print-color-adjust: exact;
      }
      .filter { display: none; }
      section { margin-top: 1.5rem; }
      .lane, .failures li { break-inside: avoid; }
    }
    """
}
