// The panel: everything that is known about the selected node, with the sentence that says so.

const COUNTED = ["lead", "responsible", "support", "guide", "office", "member"];

function countsLine(unit) {
  const named = COUNTED.map((name, place) => [say(name), unit.counts[place]]).filter(([, count]) => count);
  return named.map(([name, count]) => `${name} ${count}`).join(" · ");
}

function showPanel(node) {
  const panel = byElementId("panel");
  panel.setAttribute("aria-label", say("panel"));
  //# figures
  if (node && isFigure(node)) return panel.replaceChildren(panelHead(node), ...aboutFigure(node));
  //# end
  const parts = node === null ? opening() : [panelHead(node), ...{ unit: aboutUnit, task: aboutTask, group: aboutGroup }[node.kind](node)];
  panel.replaceChildren(...parts.filter(Boolean));
  panel.scrollTop = 0;
}

function opening() {
  const subject = page.focus.length === 1 ? nodes[page.focus[0]] : null;
  const hint = element("p", { class: "hint" }, say("opening"));
  //# figures
  if (subject && isFigure(subject)) return [panelHead(subject), ...aboutFigure(subject), hint];
  //# end
  if (subject) return [panelHead(subject), ...{ unit: aboutUnit, task: aboutTask, group: aboutGroup }[subject.kind](subject), hint];
  const documents = page.documents.map((d) => element("li", {}, d.title, element("small", {}, d.number)));
  const subjects = page.focus.map((id) => element("li", {}, link(nodes[id]), element("small", {}, regionName(nodes[id].region))));
  //# figures
  page.focus.forEach((id, place) => {
    if (isFigure(nodes[id])) subjects[place].append(element("small", {}, figureLine(nodes[id])));
  });
  //# end
  return [
    element("h2", {}, subjectName()), hint, subjects.length ? element("ul", { class: "links" }, ...subjects) : null,
    element("ul", { class: "plain" }, ...documents), busiest(),
    //# figures
    contradicted(),
    //# end
  ];
}

/** The units that lead most, where a drawing has no one thing in its middle. */
function busiest() {
  const leads = (unit) => workOf(unit, "lead").length;
  const first = ofKind("unit").filter(leads).sort((a, b) => leads(b) - leads(a) || a.index - b.index).slice(0, 10);
  const items = first.map((unit) => element("li", {}, link(unit),
    element("small", {}, `${leads(unit)}${several() ? ` · ${regionName(unit.region)}` : ""}`)));
  return first.length ? fact("busiest", element("ol", { class: "links" }, ...items)) : null;
}

function panelHead(node) {
  const remarks = [!drawn.has(node.index) && "notDrawn", drawn.has(node.index) && !nodeShown(node) && "hidden"];
  const head = element(
    "header", {},
    element("span", { class: `badge ${node.kind}` }, say(node.kind)),
    element("h2", { tabindex: "-1", id: "panel-title" }, node.name),
    ...remarks.filter(Boolean).map((key) => element("small", {}, say(key))),
  );
  if (chosen !== null) head.append(element("button", { type: "button", class: "off", "aria-label": say("deselect"), title: say("deselect"), onclick: () => choose(null) }, "×"));
  return head;
}

/** One entry of a list of facts; nothing when there is nothing to say. */
function fact(key, ...content) {
  const kept = content.flat().filter((item) => item !== undefined && item !== null && item !== "");
  return kept.length ? element("div", { class: "fact" }, element("h3", {}, say(key)), ...kept.map((item) => (typeof item === "string" ? element("p", {}, item) : item))) : null;
}

/** A link that can be copied like any other, and followed without losing the state of the page. */
function link(node) {
  const follow = (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(node, { fly: true, focusPanel: true });
  };
  return element("a", { href: addressOf(node), onclick: follow }, node.name);
}

function nodeLink(tie, node) {
  const words = tie.words && node.kind === "unit" ? element("small", {}, say("asWritten", { words: tie.words })) : null;
  return element("li", {}, link(node), words);
}

/** Links to what a list of ties leads to; how the text names a unit is said where the unit is listed. */
const linkList = (found, node) => element("ul", { class: "links" }, ...found.map((tie) => nodeLink(tie, across(tie, node))));

function aboutTask(task) {
  const byRole = ROLES.map((role) => {
    const found = unitsOf(task, role);
    return found.length ? fact(role, linkList(found, task)) : null;
  });
  const named = ROLES.some((role) => unitsOf(task, role).length);
  const [words, date, kind] = task.deadline ?? [];
  return [
    ...byRole,
    task.others ? element("p", { class: "note" }, say("openEnded")) : null,
    unitsOf(task, "lead").length ? null : element("p", { class: "warn" }, say(named ? "noLead" : "noUnits")),
    fact("deadline", words ? `${words}（${say(kind)}${date ? ` ${date}` : ""}）` : ""),
    fact("category", (task.category ?? []).join("、")),
    fact("path", placeOf(task)),
    fact("text", task.text === task.name ? "" : task.text),
    //# figures
    ...heldBy(task),
    //# end
    family(task),
    quotes(task),
  ];
}

const placeOf = (task) => [task.theme, ...(task.path ?? [])].filter((h, i, all) => h && all.indexOf(h) === i).join(" › ");

function family(task) {
  const above = unitsOf(task, "part");
  const below = workOf(task, "part");
  const made = [
    above.length ? fact("above", linkList(above, task)) : null,
    below.length ? fact("below", linkList(below, task)) : null,
  ].filter(Boolean);
  return made.length ? element("div", {}, ...made) : null;
}

function aboutUnit(unit) {
  const tasks = ROLES.map((role) => [role, workOf(unit, role)]).filter(([, found]) => found.length);
  const count = new Set(tasks.flatMap(([, found]) => found.map((tie) => tie.from))).size;
  const lists = tasks.map(([role, found]) => element("details", { open: role === "lead" || tasks.length === 1 }, element("summary", {}, lineSample(role), ` ${say(role)} ${found.length}`), linkList(found, unit)));
  for (const list of lists) list.classList.add("tasks");
  const groups = ["office", "member"].flatMap((name) => workOf(unit, name).map((tie) => element("li", {}, link(across(tie, unit)), element("small", {}, say(name)))));
  return [
    fact("kind", [typeName(unit.type), page.regions.length > 1 ? regionName(unit.region) : ""].filter(Boolean).join(" · ")),
    fact("partOf", unit.parent),
    fact("aliases", (unit.aliases ?? []).join("、")),
    fact("english", unit.english),
    fact("counts", countsLine(unit)),
    lists.length ? element("div", { class: "fact" }, element("h3", {}, say("itsTasks", { count })), ...lists) : null,
    groups.length ? fact("itsGroups", element("ul", { class: "links" }, ...groups)) : null,
  ];
}

function aboutGroup(group) {
  const members = unitsOf(group, "member");
  return [
    fact("convener", group.convener),
    fact("deputies", (group.deputies ?? []).join("、")),
    unitsOf(group, "office").length ? fact("officeOf", linkList(unitsOf(group, "office"), group)) : null,
    members.length ? element("div", { class: "fact" }, element("h3", {}, say("members", { count: members.length })), linkList(members, group)) : null,
    group.others ? element("p", { class: "note" }, say("openEnded")) : null,
    fact("theme", group.theme),
    //# figures
    ...heldBy(group),
    //# end
    quotes(group),
  ];
}

/** The sentences that say so: units marked, document and place under each, and a button to copy both. */
function quotes(node) {
  const found = (node.quotes ?? []).map((quote) => {
    const where = citation(node, quote);
    const button = element("button", { type: "button", class: "copy" }, say("copy"));
    button.addEventListener("click", async () => {
      await copyText(`“${quote.quote}”\n${where}`);
      button.textContent = say("copied");
    });
    return element("figure", {}, element("blockquote", {}, ...marked(quote)), element("figcaption", {}, where, button));
  });
  return found.length ? element("div", { class: "fact quotes" }, element("h3", {}, say("source")), ...found) : null;
}

function citation(node, quote) {
  const document = page.documents[node.document];
  const name = document.number ? `《${document.title}》（${document.number}）` : `《${document.title}》`;
  const at = quote.at?.[language] ?? say("line", { line: quote.line });
  return say("place", { document: name, at, start: quote.start, end: quote.end });
}

/** A quote with the units in it marked; offsets count code points, as the facts do. */
function marked(quote) {
  const letters = [...quote.quote];
  const parts = [];
  let at = 0;
  for (const [start, end, role] of quote.marks) {
    if (start < at) continue;
    parts.push(letters.slice(at, start).join(""), element("mark", { class: role }, letters.slice(start, end).join("")));
    at = end;
  }
  return [...parts, letters.slice(at).join("")];
}

async function copyText(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = element("textarea", {});
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
