// What was not read is walked with n and p, and looked at alone.
(() => {
  "use strict";
  const walk = document.querySelector(".walk");
  if (!walk) return;
  walk.hidden = false;
  const { told } = window.zerenSource;
  const status = document.getElementById("at-gap");
  const only = document.getElementById("gaps-only");
  const all = [...document.querySelectorAll("#text .s.open")];
  let here = null;

  const hidden = () => new Set([...document.querySelectorAll(".legend button[aria-pressed=false]")].map((button) => button.value));
  const gaps = () => all.filter((each) => !each.classList.contains("off"));

  function tell() {
    const left = gaps();
    const at = left.indexOf(here) + 1;
    status.textContent = at ? told["at-gap"].replace("{at}", String(at)).replace("{all}", String(left.length)) : "";
  }

  /** Goes to the gap after (1) or before (-1) the last one, or the place that is on the screen. */
  function jump(step) {
    const left = gaps();
    if (!left.length) return;
    let at = left.indexOf(here);
    if (at >= 0) at += step;
    else {
      const below = left.findIndex((each) => each.getBoundingClientRect().top > 0);
      at = step > 0 ? Math.max(0, below) : (below < 0 ? left.length : below) - 1;
    }
    here?.classList.remove("here");
    here = left[(at + left.length) % left.length];
    here.classList.add("here");
    here.tabIndex = -1;
    here.focus({ preventScroll: true });
    here.scrollIntoView({ block: "center" });
    tell();
  }

  function filter() {
    const off = hidden();
    for (const each of all) each.classList.toggle("off", each.dataset.why.split(" ").every((why) => off.has(why)));
    for (const each of document.querySelectorAll("#text .part > p:not(.l1), #text .row")) {
      each.classList.toggle("quiet", only.checked && !each.querySelector(".s.open:not(.off)"));
    }
    tell();
  }

  only.addEventListener("change", filter);
  addEventListener("zeren-legend", filter);
  document.getElementById("next").addEventListener("click", () => jump(1));
  document.getElementById("previous").addEventListener("click", () => jump(-1));
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    if (event.key === "n") jump(1);
    else if (event.key === "p") jump(-1);
  });
})();
