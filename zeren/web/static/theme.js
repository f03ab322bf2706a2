// Sets the theme before anything is painted; the system's own holds until somebody chooses another.
(() => {
  "use strict";
  const kept = () => { try { return localStorage.getItem("zeren-theme"); } catch { return null; } };
  const root = document.documentElement;
  const theme = kept();
  if (theme) root.dataset.theme = theme;
  root.classList.add("scripted");
  const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  window.zeren = { turnTheme() {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("zeren-theme", root.dataset.theme); } catch { /* kept for this page alone */ }
    dispatchEvent(new Event("zeren-theme"));
  } };
})();
