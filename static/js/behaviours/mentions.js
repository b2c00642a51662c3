/* The list of mentions: j and k lead through it; the keys of the acts are on the buttons of the mention one is at. */
export default function mentions(list) {
  const rows = () => [...list.querySelectorAll(".mention")];
  let place = -1;

  function stand(where, { look = true } = {}) {
    const all = rows();
    place = Math.max(Math.min(where, all.length - 1), -1);
    all.forEach((row, number) => {
      if (number === place) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      for (const act of row.querySelectorAll("[data-act]")) {
        if (number === place) act.dataset.key = act.dataset.act;
        else delete act.dataset.key;
      }
    });
    if (!look || !all[place]) return;
    all[place].focus({ preventScroll: true });
    all[place].scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (!list.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, dialog[open]") || document.querySelector("dialog[open]")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    stand(Math.max(place + step, 0));
  });
  list.addEventListener("focusin", (event) => {
    const row = event.target.closest(".mention");
    if (row && rows().indexOf(row) !== place) stand(rows().indexOf(row), { look: false });
  });
  /* A row that went leaves its place to the next one; one that changed keeps it. */
  list.addEventListener("htmx:afterSwap", () => { if (place >= 0) stand(place); });
  document.addEventListener("htmx:afterSettle", () => { if (list.isConnected && place >= 0 && !list.querySelector("[aria-current]")) stand(place); });
}
