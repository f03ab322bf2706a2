// In a site of files no server filters and fetches: the least number of tasks, a community and the sentences, from what is here.
(() => {
  "use strict";
  const graph = window.zeren.network, words = graph.words;
  const root = document.body.dataset.root + (words.lang === "en" ? "en/" : "");
  const ROLES = { lead: 1, responsible: 1, support: 1, guide: 1 };
  let community = 0;

  function apply() {
    const { less } = graph;
    less.gone = new Set();
    for (const node of graph.nodes) {
      const alone = less.least > 1 && !graph.near[node.turn].some((edge) => edge.weight >= less.least);
      if (alone || (community && node.community !== community)) less.gone.add(node.turn);
    }
    for (const row of document.querySelectorAll("#net-table tbody tr")) row.hidden = less.gone.has(Number(row.id.slice(1)));
    for (const link of document.querySelectorAll("[data-community]")) {
      if (Number(link.dataset.community) === community) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    }
    if (graph.control) graph.control.renderer.refresh();
  }
  const least = document.getElementById("net-min");
  if (least) {
    least.hidden = false;
    least.addEventListener("input", () => { graph.less.least = Math.max(1, Number(least.querySelector("input").value) || 1); apply(); });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-community]");
    if (!link) return;
    event.preventDefault();
    const number = Number(link.dataset.community);
    community = number === community ? 0 : number;
    apply();
  });

  function made(tag, content, attributes = {}) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...[].concat(content));
    return element;
  }
  const address = (file) => root + encodeURI(file.replace(/[?#].*$/, "")) + (file.match(/[?#].*$/) || [""])[0];
  let loading = null;
  function work() {
    loading = loading || new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = words.sentences;
      script.addEventListener("load", () => done(window.zerenTies));
      script.addEventListener("error", failed);
      document.head.append(script);
    });
    return loading;
  }
  function article([, name, page, units, clauses], wanted) {
    const own = units.filter(([unit]) => wanted.has(unit));
    const parts = own.map(([unit, role]) => made("span", [made("span", words.called[role], { class: `role ${role}` }), ` ${graph.nodes[graph.turnOf.get(unit)].name} `], { class: "answer" }));
    const quotes = clauses.filter(([named]) => named.some((unit) => wanted.has(unit))).map(([, pieces, source]) => made("p", made("a", made("q", pieces.map(([text, marked]) => (marked ? made("mark", text) : text))), { class: "quote", href: address(source) })));
    return made("article", [made("h3", made("a", name, { class: "main", href: address(page) })), made("p", parts, { class: "units" }), ...quotes]);
  }
  graph.sentences = async (a, b) => {
    const wanted = new Set([graph.nodes[a].id, graph.nodes[b].id]);
    // Units are tied by tasks; a group that both sit in ties only itself to each.
    const ties = ([id, , , units]) => [...wanted].every((one) => one === id || units.some(([unit, role]) => unit === one && (wanted.has(id) || role in ROLES)));
    const found = (await work()).filter(ties);
    return made("div", found.map((one) => article(one, wanted)), { class: "ties" });
  };
})();
