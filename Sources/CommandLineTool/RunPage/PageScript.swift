/// The script of a page: what a pointer is over is told at once, and calls can be looked for.
///
/// Without it there are the browser's own tooltips, and all rows.
enum PageScript {
  /// As it stands in the page: its digest is in the page's policy.
  static let text: Markup = """

    "use strict";
    (() => {
      const tip = document.getElementById("tip");
      for (const title of document.querySelectorAll("svg rect > title")) {
        title.parentNode.dataset.words = title.textContent;
        title.remove();
      }
      const hide = () => { tip.hidden = true; };
      document.addEventListener("pointerover", (event) => {
        const words = event.target.dataset ? event.target.dataset.words : undefined;
        if (!words) return hide();
        tip.textContent = words;
        tip.hidden = false;
        const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
        const box = event.target.getBoundingClientRect();
        tip.style.left = Math.max(8, Math.min(box.left, room)) + "px";
        tip.style.top = box.top - tip.offsetHeight - 6 + "px";
      });
      document.addEventListener("scroll", hide, { passive: true });

      const filter = document.querySelector(".filter");
      if (!filter) return;
      filter.hidden = false;
      const rows = [...document.querySelectorAll("table.calls tbody tr")];
      filter.firstChild.addEventListener("input", (event) => {
        const wanted = event.target.value.trim().toLowerCase();
        for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
      });
    })();

    """
}
