// The details beside the picture: whom a node works with, and the sentences that tie two.
(() => {
  "use strict";
  const graph = window.zeren.network, words = graph.words;
  const title = document.getElementById("net-title"), body = document.getElementById("net-body");
  const empty = [...body.childNodes];
  const SHOWN = 14;
  let asked = 0;

  function made(tag, content, attributes = {}) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick") element.addEventListener("click", value); else element.setAttribute(name, value);
    }
    element.append(...[].concat(content));
    return element;
  }
  const rowOf = (turn) => document.getElementById(`n${turn}`);
  const pageOf = (turn) => { const link = rowOf(turn) && rowOf(turn).querySelector("a.main"); return link ? link.href : null; };
  const told = (node) => words.told.replace("{name}", node.name).replace("{load}", node.load).replace("{degree}", node.degree);

  function badge(node) {
    return node.community ? [made("span", String(node.community), { class: `community c${(node.community - 1) % 10}`, title: `${words.community} ${node.community}` }), " "] : [];
  }
  function acts(node) {
    const list = made("p", [], { class: "acts" });
    const page = pageOf(node.turn);
    if (page) list.append(made("a", node.kind === "county" ? words.openNetwork : words.openPage, { href: page }));
    if (node.kind === "unit" && words.tie) {
      const query = new URLSearchParams([...Object.entries(words.state).filter(([name, value]) => value !== "" && name !== "community"), ["unit", node.id]]);
      if (words.state.unit !== node.id) list.append(made("a", words.openAround, { href: `${words.page}?${query}` }));
    }
    return list;
  }
  function tied(node, open) {
    const edges = graph.strongest(node.turn);
    const item = (edge) => {
      const other = graph.nodes[graph.other(edge, node.turn)];
      const told = edge.tie ? words.roles[edge.tie] : String(edge.weight);
      return made("li", made("button", [made("span", other.name), made("span", told, { class: edge.tie ? "role" : "number" })], { type: "button", onclick: () => open(node.turn, other.turn) }));
    };
    const found = [made("ul", edges.slice(0, SHOWN).map(item), { class: "tied" })];
    if (edges.length > SHOWN) {
      const rest = made("details", made("summary", words.allOf.replace("{n}", edges.length)));
      rest.addEventListener("toggle", () => { if (rest.open && rest.children.length < 2) rest.append(made("ul", edges.slice(SHOWN).map(item), { class: "tied" })); });
      found.push(rest);
    }
    return found;
  }
  // A tie's own page holds the sentences; its links start from there, and are made whole before they stand here.
  async function sentences(a, b) {
    const address = new URL(words.tie, document.baseURI);
    address.search = String(new URLSearchParams({ a: graph.nodes[a].id, b: graph.nodes[b].id }));
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = document.importNode(page.querySelector(".ties"), true);
    for (const link of found.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), address).href;
    return found;
  }
  function put(heading, parts) {
    title.replaceChildren(...[].concat(heading));
    body.replaceChildren(...parts);
    body.parentElement.scrollTop = 0;
  }

  graph.panel = {
    title, told,
    clear() { asked += 1; put(words.details, empty); },
    node(turn, open) {
      asked += 1;
      const node = graph.nodes[turn];
      const kind = words.kinds[graph.kinds.indexOf(node.kind)];
      put([...badge(node), node.name], [made("p", [kind, graph.counties.length > 1 && node.kind !== "county" ? ` · ${graph.counties[node.county].name}` : ""], { class: "muted" }), acts(node), ...(node.degree ? [made("h3", `${words.tied} ${node.degree}`), ...tied(node, open)] : [])]);
    },
    async tie(a, b, open) {
      const own = (asked += 1);
      const back = made("button", words.back, { type: "button", class: "back", onclick: () => open(a, null) });
      const heading = [graph.nodes[a].name, " × ", graph.nodes[b].name];
      put(heading, [back, made("p", words.loading, { class: "muted" })]);
      let found;
      try { found = await (graph.sentences || sentences)(a, b); } catch { found = made("p", words.failed, { role: "alert" }); }
      if (own === asked) put(heading, [back, found]);
    },
  };
})();
