/* role="tablist" whose tabs have aria-controls: shows one panel at a time; arrows move. */
export default function tabs(list) {
  const all = [...list.querySelectorAll("[role=tab]")];

  function choose(tab) {
    for (const other of all) {
      const on = other === tab;
      other.setAttribute("aria-selected", on);
      other.tabIndex = on ? 0 : -1;
      const panel = document.getElementById(other.getAttribute("aria-controls"));
      if (panel) panel.hidden = !on;
    }
  }

  list.addEventListener("click", (event) => { const tab = event.target.closest("[role=tab]"); if (tab) choose(tab); });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tab = all.at((all.indexOf(document.activeElement) + step + all.length) % all.length);
    choose(tab);
    tab.focus();
  });
  choose(all.find((tab) => tab.getAttribute("aria-selected") === "true") ?? all[0]);
}
