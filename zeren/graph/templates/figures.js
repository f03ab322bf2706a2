// Indicators and projects: what they are tied by, and how filters and the legend treat them.

const FIGURES = ["indicator", "project"];
const FIGURE_TIES = new Set(["indicator", "project", "aim"]);

const isFigure = (node) => FIGURES.includes(node.kind);

/** Work and units are shown by the ties between them, whatever figures they hold. */
function workShown(node) {
  const own = node.ties.filter((tie) => !FIGURE_TIES.has(tie.tie));
  if (own.length === 0) return node.kind === "unit" ? false : workPasses(node);
  return own.some((tie) => tie.tie !== "part" && tieShown(tie));
}

/** A figure is shown with the work that holds it; one that no task holds, with the theme that it is stated for. */
function figureShown(node) {
  if (filters.hidden.has(node.kind)) return false;
  if (!filtering() || node.ties.some((tie) => nodeShown(nodes[tie.from]))) return true;
  const loose = node.ties.length === 0 || (node.targets ?? []).some((target) => target.task === undefined);
  return loose && (!filters.theme || node.block === filters.theme) && (!filters.region || node.region === filters.region);
}

const figureTieShown = (tie) => figureShown(nodes[tie.to]) && nodeShown(nodes[tie.from]);

/** How much the page holds, without what it has none of. */
function countsOf(counts) {
  const told = Object.entries(counts).filter(([, count]) => count).map(([name, count]) => say(`count-${name}`, { count }));
  return [...told, say("count-ties", { count: ties.length })].join(" · ");
}

/** In the legend: a switch for each kind that can be hidden, and what the sign of a contradiction means. */
function fillSwitches() {
  const present = KINDS.filter((kind) => ofKind(kind).length);
  const items = [...byElementId("kinds").children];
  for (const kind of FIGURES.filter((name) => present.includes(name))) {
    const item = items[present.indexOf(kind)];
    const box = element("input", { type: "checkbox", role: "switch", id: `show-${kind}` });
    box.checked = !filters.hidden.has(kind);
    box.addEventListener("change", () => {
      if (box.checked) filters.hidden.delete(kind);
      else filters.hidden.add(kind);
      filtersChanged();
    });
    item.replaceChildren(element("label", { class: "role" }, box, ...item.childNodes));
  }
  if (nodes.some((node) => node.conflicts)) {
    byElementId("kinds").append(element("li", {}, element("span", { class: "conflict-sign", "aria-hidden": "true" }, "≠"), ` ${say("conflict")}`));
  }
}
