// How the editor shows an answer: rows with links to the pages of things, yes or no, and what is wrong, line and caret kept.
(() => {
  "use strict";
  const Yasr = window.Yasgui.Yasr;
  const place = document.getElementById("yasgui");
  const said = place.dataset;
  const EVIDENT = /#(string|integer|decimal|date|boolean)$/;
  const SHOWN = Number(said.shown);

  function made(name, text, className) {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  }
  const filled = (text, ...values) => values.reduce((whole, value) => whole.replace("{}", value), text);
  const number = (value) => value.toLocaleString("en");

  function short(iri, prefixes) {
    const fit = Object.entries(prefixes).filter(([, space]) => iri.startsWith(space)).sort((a, b) => b[1].length - a[1].length)[0];
    return fit ? `${fit[0]}:${iri.slice(fit[1].length)}` : iri;
  }

  function term(value, prefixes) {
    if (!value) return made("span", "–", "muted");
    if (value.type === "uri") {
      const own = value.value.startsWith(prefixes.id);
      const shown = made(own ? "a" : "span", short(value.value, prefixes), "iri");
      shown.title = value.value;
      if (own) shown.href = `${said.about}?iri=${encodeURIComponent(value.value)}`;
      return shown;
    }
    const words = made("span", typeof value.value === "string" ? value.value : JSON.stringify(value.value));
    const kind = value.datatype && !EVIDENT.test(value.datatype) ? short(value.datatype, prefixes) : "";
    const tag = value["xml:lang"] ? `@${value["xml:lang"]}` : kind;
    if (tag) words.append(" ", made("span", tag, "tag"));
    return words;
  }

  // The server says in the answer itself when it has left rows out.
  function cut(results) {
    const text = results.getOriginalResponseAsString();
    return /"leftOut":\s*true/.test(text.slice(-80)) || /\n# only the first \d+ triples\s*$/.test(text.slice(-80));
  }

  class Rows {
    constructor(yasr) {
      this.yasr = yasr;
      this.label = said.table;
      this.priority = 10;
    }
    canHandleResults() { return this.yasr.results && (this.yasr.results.getVariables() || []).length > 0; }
    getIcon() { return document.createElement("span"); }
    draw() {
      const { results } = this.yasr;
      const names = results.getVariables();
      const rows = results.getBindings() || [];
      const whole = made("div", undefined, "answer-rows");
      whole.append(made("p", rows.length ? filled(said.rows, number(rows.length)) : said.none, "count"));
      if (cut(results)) whole.append(made("p", filled(said.leftOut, number(rows.length)), "cut"));
      else if (rows.length > SHOWN) whole.append(made("p", filled(said.more, number(SHOWN)), "cut"));
      if (rows.length) whole.append(this.table(names, rows.slice(0, SHOWN)));
      this.yasr.resultsEl.append(whole);
    }
    table(names, rows) {
      const prefixes = { ...window.zeren.prefixes, ...this.yasr.getPrefixes() };
      const table = made("table", undefined, "rows results");
      const head = table.createTHead().insertRow();
      for (const name of names) { const cell = made("th", name); cell.scope = "col"; head.append(cell); }
      const body = table.createTBody();
      for (const row of rows) {
        const line = body.insertRow();
        for (const name of names) line.insertCell().append(term(row[name], prefixes));
      }
      const frame = made("div", undefined, "wide");
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", said.table);
      frame.append(table);
      return frame;
    }
    download(name) {
      return { getData: () => this.yasr.results.asCsv(), contentType: "text/csv", title: "CSV", filename: `${name || "zeren"}.csv` };
    }
  }

  class Truth {
    constructor(yasr) { this.yasr = yasr; this.label = said.table; this.priority = 10; this.hideFromSelection = true; }
    canHandleResults() { return this.yasr.results && typeof this.yasr.results.getBoolean() === "boolean"; }
    getIcon() { return document.createElement("span"); }
    draw() { this.yasr.resultsEl.append(made("p", this.yasr.results.getBoolean() ? said.yes : said.no, "truth")); }
  }

  class Trouble {
    constructor(yasr) { this.yasr = yasr; this.priority = 20; this.hideFromSelection = true; }
    canHandleResults() { return this.yasr.results && Boolean(this.yasr.results.getError()); }
    getIcon() { return document.createElement("span"); }
    draw() {
      const whole = made("div", undefined, "trouble");
      const words = made("pre", this.yasr.results.getError().text);
      words.setAttribute("role", "alert");
      whole.append(made("h2", said.trouble), words);
      this.yasr.resultsEl.append(whole);
    }
  }

  class Source extends Yasr.plugins.response {
    constructor(yasr) { super(yasr); this.label = said.source; this.helpReference = undefined; }
  }

  for (const [name, plugin] of Object.entries({ table: Rows, boolean: Truth, error: Trouble, response: Source })) {
    Yasr.registerPlugin(name, plugin);
  }
})();
