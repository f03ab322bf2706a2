// What the editor offers while a query is typed: Zeren's prefixes, classes and properties with their labels, in place of
// YASGUI's own completers, which ask other hosts.
(() => {
  "use strict";
  const Yasqe = window.Yasgui.Yasqe;
  const MOST = 60;

  function words(known, kind) {
    return known.terms.filter((term) => term.kind === kind).map((term) => {
      const [prefix, name] = term.name.split(":");
      return { iri: known.prefixes[prefix] + name, name: term.name, told: Object.values(term.label).join(" · ") };
    });
  }

  // A word fits by the beginning of its IRI, by its own name, or by its label in either language.
  function fitting(all, typed) {
    const small = typed.toLowerCase();
    const byLabel = small && !small.includes(":");
    return all.filter((word) => word.iri.startsWith(typed)
      || (byLabel && (word.name.toLowerCase().includes(small) || word.told.toLowerCase().includes(small))));
  }

  function fork(from, name, all) {
    const labels = new Map(all.flatMap((word) => [[word.name, word.told], [`<${word.iri}>`, word.told]]));
    Yasqe.forkAutocompleter(from, {
      name,
      autoShow: true,
      get: (_, token) => fitting(all, (token && token.autocompletionString) || "").slice(0, MOST).map((word) => word.iri),
      postprocessHints: (_, hints) => hints.map((hint) => ({ ...hint, displayText: `${hint.text}  ${labels.get(hint.text) || ""}` })),
    }, false);
  }

  // known: {prefixes: {prefix: namespace}, terms: [{name, kind, label}]}
  window.zeren.offer = (known) => {
    Yasqe.forkAutocompleter("prefixes", {
      name: "zeren-prefixes",
      persistenceId: null,
      get: () => Object.entries(known.prefixes).map(([prefix, space]) => `${prefix}: <${space}>`).sort(),
    }, false);
    fork("class", "zeren-classes", words(known, "class"));
    fork("property", "zeren-properties", words(known, "property"));
    Yasqe.defaults.autocompleters = ["variables", "zeren-prefixes", "zeren-classes", "zeren-properties"];
    for (const name of ["prefixes", "class", "property"]) delete Yasqe.Autocompleters[name];
  };
})();
