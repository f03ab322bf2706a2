// Which ties and nodes the filters leave, in the picture and in the tables alike.

const filters = { hidden: new Set(), theme: "", region: "" };

const filtering = () => filters.hidden.size > 0 || filters.theme !== "" || filters.region !== "";

/** Whether a piece of work passes the filters by what it serves and where. */
function workPasses(node) {
  return (!filters.theme || node.theme === filters.theme) && (!filters.region || node.region === filters.region);
}

function tieShown(tie) {
  //# figures
  if (FIGURE_TIES.has(tie.tie)) return figureTieShown(tie);
  //# end
  if (filters.hidden.has(tie.tie)) return false;
  const [from, to] = [nodes[tie.from], nodes[tie.to]];
  return workPasses(from) && (to.kind === "unit" || workPasses(to));
}

/** A node is shown while one of its ties is; work without any tie, while it passes itself. */
function nodeShown(node) {
  //# figures
  if (isFigure(node)) return figureShown(node);
  if (filtering()) return workShown(node);
  //# end
  if (!filtering()) return true;
  if (node.ties.length === 0) return node.kind === "unit" ? false : workPasses(node);
  return node.ties.some((tie) => tie.tie !== "part" && tieShown(tie));
}

function fillFilters() {
  byElementId("roles").replaceChildren(...usedTies.map(roleBox));
  fillPick("theme", themes.map((theme) => [theme, theme]));
  fillPick("region", page.regions.map((region) => [region.id, regionName(region.id)]));
  //# figures
  fillKinds();
  //# end
}

function roleBox(tie) {
  const box = element("input", { type: "checkbox", value: tie, name: "tie" });
  box.checked = !filters.hidden.has(tie);
  box.addEventListener("change", () => {
    if (box.checked) filters.hidden.delete(tie);
    else filters.hidden.add(tie);
    filtersChanged();
  });
  return element("label", { class: "role" }, box, lineSample(tie), element("span", {}, say(tie)));
}

/** A short line in the style of a tie: the legend of the edges. */
function lineSample(tie) {
  const space = "http://www.w3.org/2000/svg";
  const sample = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "line");
  const look = EDGE_LOOKS[tie];
  for (const [name, value] of Object.entries({ class: tie, width: 30, height: 10, "aria-hidden": "true" })) sample.setAttribute(name, value);
  for (const [name, value] of Object.entries({ x1: 1, y1: 5, x2: 29, y2: 5, "stroke-width": look.width })) line.setAttribute(name, value);
  if (look.dashes) line.setAttribute("stroke-dasharray", look.dashes.join(" "));
  sample.append(line);
  return sample;
}

function fillPick(name, choices) {
  const select = byElementId(name);
  byElementId(`${name}-pick`).hidden = choices.length < 2;
  select.replaceChildren(
    element("option", { value: "" }, say("all")),
    ...choices.map(([value, text]) => element("option", { value }, text)),
  );
  select.value = filters[name];
  select.onchange = () => {
    filters[name] = select.value;
    filtersChanged();
  };
}

function clearFilters() {
  filters.hidden.clear();
  filters.theme = filters.region = "";
  fillFilters();
  filtersChanged();
}

/** Says what the filters leave: beside the picture, and over the tables of a print. */
function sayFiltered() {
  byElementId("clear").hidden = !filtering();
  const left = (kind) => ofKind(kind).filter(nodeShown).length;
  const said = filtering() ? say("filtered", { tasks: left("task"), units: left("unit"), ties: ties.filter(tieShown).length }) : "";
  const without = TIES.filter((tie) => filters.hidden.has(tie)).map((tie) => `− ${say(tie)}`);
  byElementId("status").textContent = said;
  byElementId("filtered").textContent = [said, filters.theme, filters.region && regionName(filters.region), ...without].filter(Boolean).join(" · ");
}
