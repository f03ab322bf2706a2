// The SPARQL page with a script: YASGUI in place of the plain form, examples loaded and run by one click.
(() => {
  "use strict";
  const place = document.getElementById("yasgui");
  const form = document.getElementById("sparql-form");
  const said = place.dataset;
  const endpoint = new URL(said.endpoint, location.href).href;
  const Yasgui = window.Yasgui;

  function start(known) {
    window.zeren.prefixes = known.prefixes;
    window.zeren.offer(known);
    Yasgui.Yasqe.defaults.value = form.elements.query.defaultValue;
    Yasgui.Yasqe.defaults.createShareableLink = (yasqe) => `${new URL(said.page, location.href).href}?query=${encodeURIComponent(yasqe.getValue())}`;
    // An editor that is made where nobody sees it does not know how large it is.
    place.hidden = false;
    form.hidden = true;
    const editor = new Yasgui(place, {
      requestConfig: { endpoint, method: "POST" },
      endpointCatalogueOptions: { getData: () => [] },
      copyEndpointOnNewTab: false,
      // The server has answered what stands in the address; the editor would ask it once more.
      populateFromUrl: false,
      autofocus: false,
      tabName: said.untitled,
      persistenceId: "zeren",
    });
    named(editor);
    editor.on("query", forgetFirstAnswer);
    editor.on("tabAdd", () => setTimeout(() => named(editor)));
    if (said.given === "true") load(editor, form.elements.query.defaultValue, said.untitled, false);
    document.querySelector(".examples").addEventListener("click", (event) => example(editor, event));
  }

  function forgetFirstAnswer() {
    const answer = document.getElementById("answer");
    if (answer) answer.remove();
  }

  // A query in a tab of its own, or in the one that holds it already.
  function load(editor, query, name, run) {
    const known = Object.values(editor._tabs).find((tab) => tab.getPersistedJson().yasqe.value === query);
    if (known) editor.selectTabId(known.getId());
    const tab = known || editor.addTab(true, { name: editor.createTabName(name), yasqe: { value: query }, requestConfig: { endpoint } });
    if (run) tab.query().catch(() => { /* the error is shown where the answer would be */ });
  }

  async function example(editor, event) {
    const link = event.target.closest("a[data-example]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const answer = await fetch(link.dataset.example);
    if (!answer.ok) { location.assign(link.href); return; }
    load(editor, await answer.text(), link.textContent, true);
    place.scrollIntoView({ block: "nearest" });
  }

  // YASGUI names its buttons in English, some not at all, and explains a line's mistake in mark-up with styles of its own.
  function named(editor) {
    for (const [selector, words] of [
      [".yasqe_queryButton", said.run], [".yasqe_share", said.share], [".addTab", said.add], [".closeTab", said.close],
      [".yasr_external_ref_btn", ""], [".yasr_downloadIcon", said.download],
    ]) {
      for (const button of editor.rootEl.querySelectorAll(selector)) {
        if (words) { button.title = words; button.setAttribute("aria-label", words); }
      }
    }
    // A list of tabs holds nothing but tabs.
    for (const button of editor.rootEl.querySelectorAll(".tabsList .addTab")) button.setAttribute("role", "tab");
    // A long query is scrolled by keyboard as well.
    for (const part of editor.rootEl.querySelectorAll(".CodeMirror-scroll")) part.tabIndex = 0;
    for (const field of editor.rootEl.querySelectorAll(".CodeMirror textarea")) field.setAttribute("aria-label", `${said.query}: ${said.leave}`);
  }
  for (const name of ["mouseover", "mouseout"]) {
    place.addEventListener(name, (event) => {
      const mark = event.target.closest(".parseErrorIcon");
      if (mark) { mark.title = said.mistake; event.stopPropagation(); }
    }, true);
  }

  fetch(said.terms).then((answer) => answer.json()).then(start);
})();
