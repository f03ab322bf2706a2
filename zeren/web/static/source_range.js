// The range that the address names: ?char=12,45, or #char=12,45 as RFC 5147 has it. A server marks the first itself.
(() => {
  "use strict";
  const { told, within, around, paragraphs, quote, place, cited } = window.zerenSource;
  const bar = document.getElementById("range");
  const CHAR = /(?:^|[?&#])char=(\d{1,9}),(\d{1,9})(?=$|[&;])/;

  function asked() {
    const found = CHAR.exec(location.hash) ?? CHAR.exec(decodeURIComponent(location.search));
    return found ? [Number(found[1]), Number(found[2])] : null;
  }

  function unmark() {
    for (const mark of document.querySelectorAll("#text mark.here")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  }

  function mark(start, end) {
    within(start, end, (node, first, last) => {
      const range = document.createRange();
      range.setStart(node, first);
      range.setEnd(node, last);
      const made = document.createElement("mark");
      made.className = "here";
      range.surroundContents(made);
    });
  }

  function show(start, end) {
    unmark();
    mark(start, end);
    const words = quote(start, end);
    bar.dataset.char = `${start},${end}`;
    bar.querySelector("blockquote").textContent = words.length > 160 ? `${words.slice(0, 159)}…` : words;
    bar.querySelector(".place").textContent = words ? place(start, end) : told.beyond;
    bar.querySelector(".copy").dataset.copy = words ? cited(start, end) : "";
    bar.hidden = false;
  }

  function follow() {
    const range = asked();
    if (range && bar.dataset.char !== range.join()) show(...range);
    if (bar.hidden) return;
    bar.querySelector(".copy").hidden = !bar.querySelector(".copy").dataset.copy;
    const first = document.querySelector("#text mark.here");
    if (first && (range || !location.hash)) first.scrollIntoView({ block: "center" });
  }

  addEventListener("hashchange", follow);
  follow();
  // A fragment that a browser scrolls to by itself may come after this script: the marked words win.
  addEventListener("load", () => { if (asked()) document.querySelector("#text mark.here")?.scrollIntoView({ block: "center" }); });
  if (paragraphs.length) document.documentElement.dataset.ready = String(around(0));
})();
