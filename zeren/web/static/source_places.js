// Places of the text: characters, counted as code points, and the paragraphs that hold them; and quotes of them.
(() => {
  "use strict";
  const told = JSON.parse(document.getElementById("proofs").textContent);
  const paragraphs = [...document.querySelectorAll("#text p[id]")].map((element) => ({ element, start: Number(element.id.slice(1)) }));

  /** The number of the last paragraph that begins at or before a character; 0 where none does. */
  function around(place) {
    let low = 0, high = paragraphs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (paragraphs[middle].start <= place) low = middle + 1; else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** Calls `act` with each text node that holds characters of a range, and the bounds inside it in UTF-16. */
  function within(start, end, act) {
    for (let number = around(start); number < paragraphs.length && paragraphs[number].start < end; number += 1) {
      const walker = document.createTreeWalker(paragraphs[number].element, NodeFilter.SHOW_TEXT);
      const nodes = [];
      while (walker.nextNode()) nodes.push(walker.currentNode);
      let at = paragraphs[number].start;
      for (const node of nodes) {
        let unit = 0, first = -1, last = 0;
        for (const character of node.data) {
          if (at >= start && at < end) { if (first < 0) first = unit; last = unit + character.length; }
          at += 1; unit += character.length;
        }
        if (first >= 0) act(node, first, last);
      }
    }
  }

  /** The words of a range as they are printed, a space between paragraphs. */
  function quote(start, end) {
    const words = [];
    let before = null;
    within(start, end, (node, first, last) => {
      const paragraph = node.parentElement.closest("p");
      if (before && paragraph !== before) words.push(" ");
      before = paragraph;
      words.push(node.data.slice(first, last));
    });
    return words.join("").trim();
  }

  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

  /** Where a range stands, in words: its page or cell where the file has such, and its characters. */
  function place(start, end) {
    const at = paragraphs.length ? paragraphs[around(start)].element.title : "";
    const joint = document.documentElement.lang === "en" ? ", " : "，";
    return [at, fill(told.characters, { start, end })].filter(Boolean).join(joint);
  }

  const cited = (start, end) => fill(told.cited, { quote: quote(start, end), place: place(start, end) });

  async function copy(words) {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      // Without https there is no clipboard but the one that a selection is copied to.
      const box = document.createElement("textarea");
      box.value = words;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.copy");
    if (!button) return;
    await copy(button.dataset.copy);
    button.textContent = told.copied;
    setTimeout(() => { button.textContent = told.copy; }, 2000);
  });

  window.zerenSource = { told, paragraphs, around, within, quote, place, cited };
})();
