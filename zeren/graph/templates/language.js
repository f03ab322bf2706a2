// What the page says, in the language of the moment.

let language = page.language;

/** The string of a key, with its {places} filled. */
function say(key, values = {}) {
  const text = strings[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === "number" ? value.toLocaleString(language) : String(value ?? "");
  });
}

const regionName = (id) => {
  const region = page.regions.find((r) => r.id === id);
  return region ? (language === "en" ? region.english : region.short) : id;
};

/** A unit's kind; `other` is also the name of the language button. */
const typeName = (type) => say(type === "other" ? "typeOther" : type);

/** A node as text: its kind before its name, so that no one needs the colour. */
const spoken = (node) => `${say(node.kind)} ${node.name}`;

function subjectName() {
  if (page.subject.kind === "everything") return say("everything");
  return page.subject.kind === "region" && language === "en" ? regionName(page.subject.name) : page.subject.name;
}

function fillTexts() {
  document.documentElement.lang = language === "en" ? "en" : "zh-Hans";
  for (const item of document.querySelectorAll("[data-text]")) item.textContent = say(item.dataset.text);
  for (const item of document.querySelectorAll("[data-label]")) item.setAttribute("aria-label", say(item.dataset.label));
  for (const item of document.querySelectorAll("[data-hint]")) item.placeholder = say(item.dataset.hint);
  for (const id of ["zoom-in", "zoom-out", "zoom-fit", "help-open"]) {
    byElementId(id).title = byElementId(id).getAttribute("aria-label");
  }
  const other = byElementId("language");
  other.textContent = say("other");
  other.lang = language === "en" ? "zh-Hans" : "en";
  byElementId("title").textContent = subjectName();
  document.title = `${subjectName()} · ${say("network")}`;
  const counts = Object.fromEntries(KINDS.map((kind) => [`${kind}s`, ofKind(kind).length]));
  byElementId("summary").textContent = say("summary", { ...counts, ties: ties.length });
  //# figures
  byElementId("summary").textContent = countsOf(counts);
  //# end
  const omitted = byElementId("omitted");
  omitted.hidden = drawnNodes.length === nodes.length && drawnEdges.length === ties.length;
  omitted.textContent = say("omitted", {
    nodes: drawnNodes.length, allNodes: nodes.length, edges: drawnEdges.length, allEdges: ties.length,
  });
}
