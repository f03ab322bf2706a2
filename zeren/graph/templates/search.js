// The search box: names, aliases, titles and texts, best first, as a list under the box.

const MOST_RESULTS = 12;
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
const searchable = nodes.map((node) => ({
  node,
  name: fold(node.name),
  aliases: [...(node.aliases ?? []), node.english ?? "", node.id].map(fold),
  text: fold((node.text ?? "") + (node.convener ?? "")),
}));

let results = [];
let picked = -1;

/** How well an entry fits: 0 is best, null is not at all. */
function rank(entry, words) {
  if (entry.name === words || entry.aliases.includes(words)) return 0;
  if (entry.name.startsWith(words)) return 1;
  if (entry.name.includes(words)) return 2;
  if (entry.aliases.some((alias) => alias.includes(words))) return 3;
  return entry.text.includes(words) ? 4 : null;
}

function find(query) {
  const words = fold(query);
  if (!words) return [];
  const kindOrder = (node) => KINDS.indexOf(node.kind);
  return searchable
    .map((entry) => ({ node: entry.node, rank: rank(entry, words) }))
    .filter((found) => found.rank !== null)
    .sort((a, b) => a.rank - b.rank || kindOrder(a.node) - kindOrder(b.node) || b.node.ties.length - a.node.ties.length || a.node.index - b.node.index)
    .slice(0, MOST_RESULTS)
    .map((found) => found.node);
}

function watchSearch() {
  const box = byElementId("search");
  box.addEventListener("input", () => showResults(box.value));
  box.addEventListener("focus", () => showResults(box.value));
  box.addEventListener("blur", () => setTimeout(closeResults, 150));
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (results.length) pick((picked + (event.key === "ArrowDown" ? 1 : -1) + results.length) % results.length);
    } else if (event.key === "Enter" && results.length) {
      event.preventDefault();
      takeResult(results[Math.max(picked, 0)]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (byElementId("results").hidden) box.blur();
      closeResults();
    }
  });
}

function showResults(query) {
  results = find(query);
  picked = -1;
  const list = byElementId("results");
  const items = results.map((node, place) =>
    element("li", { role: "option", id: `result-${place}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); takeResult(node); } },
      element("span", { class: `badge ${node.kind}` }, say(node.kind)), ` ${node.name}`,
      element("small", {}, page.regions.length > 1 ? regionName(node.region) : node.kind === "unit" ? countsLine(node) : node.theme ?? "")));
  if (!results.length && query.trim()) items.push(element("li", { role: "option", "aria-selected": "false", "aria-disabled": "true", class: "none" }, say("nothing", { query })));
  //# figures
  results.forEach((node, place) => { if (isFigure(node)) items[place].lastChild.textContent = [figureLine(node), several() && regionName(node.region)].filter(Boolean).join(" · "); });
  //# end
  list.replaceChildren(...items);
  list.hidden = items.length === 0;
  byElementId("search").setAttribute("aria-expanded", String(!list.hidden));
  byElementId("search").removeAttribute("aria-activedescendant");
}

function pick(place) {
  picked = place;
  [...byElementId("results").children].forEach((item, index) => item.setAttribute("aria-selected", String(index === place)));
  byElementId("search").setAttribute("aria-activedescendant", `result-${place}`);
}

function closeResults() {
  byElementId("results").hidden = true;
  byElementId("search").setAttribute("aria-expanded", "false");
}

function takeResult(node) {
  closeResults();
  choose(node, { fly: true, focusPanel: true });
}
