// What is told of indicators and projects: figures with their sentences, who answers for them, contradictions.

/** An indicator's figures, a project's kind, in a few words. */
const figureLine = (node) => (node.kind === "indicator" ? node.figure : say(`project-${node.type}`));

const measured = (target) => `${say(`measure-${target.measure}`)} ${target.figure}`;

const partName = (target) => (["", "0"].includes(target.annex) ? say("mainText") : say("annex", { label: target.annex }));

function aboutFigure(node) {
  return (node.kind === "indicator" ? aboutIndicator(node) : aboutProject(node)).filter(Boolean);
}

function aboutIndicator(node) {
  const groups = workOf(node, "aim");
  return [
    fact("aliases", (node.aliases ?? []).join("、")),
    ...(node.conflicts ?? []).map(conflictBox),
    element("div", { class: "fact" }, element("h3", {}, say("targets", { count: node.targets.length })), ...node.targets.map(targetBox)),
    groups.length ? fact("aimOf", linkList(groups, node)) : null,
  ];
}

/** A figure to reach, as large as what it is about, with the work that holds it and the sentence. */
function targetBox(target) {
  const more = [say(`measure-${target.measure}`), target.year && say("ofYear", { year: String(target.year) }),
    target.baseline && say("baseline", { value: target.baseline }), target.name && say("asWritten", { words: target.name })];
  return element("section", { class: "goal" },
    element("p", {}, element("strong", {}, target.figure), " ", element("small", {}, more.filter(Boolean).join(" · "))),
    ...heldIn(target), quotes(target));
}

/** A project's own figure: what of it is measured, and how much; its sentence is the project's. */
const figureBox = (target) => element("p", { class: "goal" }, `${target.name} `, element("strong", {}, target.figure));

function heldIn(target) {
  if (target.task === undefined) return [element("p", { class: "note" }, say("noTask", { part: partName(target) }))];
  if (target.task < 0) return [element("p", { class: "note" }, say("taskElsewhere"))];
  const task = nodes[target.task];
  const leads = unitsOf(task, "lead").map((tie) => link(nodes[tie.to]));
  const named = leads.length ? [`${say("lead")} `, ...leads.flatMap((item, place) => (place ? ["、", item] : [item]))] : [say("noLead")];
  return [element("p", {}, `${say("task")} `, link(task)), element("p", {}, ...named)];
}

function conflictBox(conflict) {
  return element("section", { class: "contradiction" },
    element("h3", {}, element("span", { class: "conflict-sign", "aria-hidden": "true" }, "≠"), ` ${say(conflict.severity === "error" ? "conflict" : "differs")}`),
    element("p", {}, conflict[language]), ...conflict.told.map(quotes));
}

function aboutProject(project) {
  const tasks = workOf(project, "project");
  const leads = [...new Set(tasks.flatMap((tie) => unitsOf(nodes[tie.from], "lead").map((lead) => lead.to)))];
  return [
    fact("projectKind", say(`project-${project.type}`)),
    fact("aliases", (project.aliases ?? []).join("、")),
    fact("heldBy", linkList(tasks, project)),
    project.targets ? element("div", { class: "fact" }, element("h3", {}, say("targets", { count: project.targets.length })), ...project.targets.map(figureBox)) : null,
    leads.length ? fact("lead", element("ul", { class: "links" }, ...leads.map((id) => element("li", {}, link(nodes[id]))))) : null,
    quotes(project),
  ];
}

/** The indicators and projects of a piece of work, each with its figure. */
function heldBy(work) {
  return ["indicator", "aim", "project"].map((name) => {
    const found = unitsOf(work, name).map((tie) => nodes[tie.to]);
    const items = found.map((node) => element("li", {}, link(node), element("small", {}, figureLine(node)), node.conflicts ? conflictSign() : null));
    return found.length ? fact({ indicator: "indicators", aim: "aims", project: "projects" }[name], element("ul", { class: "links" }, ...items)) : null;
  });
}

const conflictSign = () => element("span", { class: "conflict-sign", role: "img", "aria-label": say("conflict") }, "≠");

/** The indicators of the drawing whose targets contradict each other. */
function contradicted() {
  const found = ofKind("indicator").filter((node) => node.conflicts);
  const items = found.map((node) => element("li", {}, link(node), element("small", {}, [...node.conflicts.map((one) => one.figure), several() && regionName(node.region)].filter(Boolean).join(" · "))));
  return found.length ? fact("contradicted", element("ul", { class: "links" }, ...items)) : null;
}

const firstSentences = (parts) => [...new Set(parts.flatMap((part) => (part.quotes ?? []).slice(0, 1).map((quote) => quote.quote)))].join(" / ");

function figureColumns(kind, region) {
  const work = (node) => node.ties.map((tie) => nodes[tie.from]);
  const held = ["heldBy", (node) => [...new Set([
    ...work(node).filter((holder) => holder.kind === "task").map((task) => task.name),
    ...(node.targets ?? []).filter((target) => target.task === undefined).map((target) => say("goalsOf", { part: partName(target) })),
  ])].join("、")];
  const lead = ["lead", (node) => [...new Set(work(node).flatMap((task) => unitsOf(task, "lead").map((tie) => nodes[tie.to].name)))].join("、")];
  if (kind === "project") {
    return [
      ["project", (node) => node.name], ...region, ["projectKind", figureLine], ["aliases", (node) => (node.aliases ?? []).join("、")],
      held, lead, ["source", (node) => firstSentences([node])],
    ];
  }
  const conflict = ofKind("indicator").some((node) => node.conflicts)
    ? [["conflict", (node) => (node.conflicts ?? []).map((one) => one[language]).join(" ")]] : [];
  return [
    ["indicator", (node) => node.name], ...region, ["figure", (node) => [...new Set(node.targets.map(measured))].join("；")],
    ["year", (node) => [...new Set(node.targets.map((target) => target.year).filter(Boolean))].join("、")],
    held, lead, ...conflict, ["source", (node) => firstSentences(node.targets)],
  ];
}
