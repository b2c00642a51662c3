/* The list of mentions: j and k lead through it; the keys of the acts are on the buttons of the mention one is at. */
export default function mentions(list, each = ".mention") {
  const rows = () => [...list.querySelectorAll(each)];
  let place = -1;

  /* The keys are on what they lead to, so that keys.js only has to click. */
  function stand(where, { look = true } = {}) {
    const all = rows();
    place = Math.min(where, all.length - 1);
    all.forEach((row, number) => {
      if (number === place) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      delete row.dataset.key;
      for (const act of row.querySelectorAll("[data-act]")) {
        if (number === place) act.dataset.key = act.dataset.act;
        else delete act.dataset.key;
      }
    });
    if (all[place + 1]) all[place + 1].dataset.key = "j";
    if (place > 0) all[place - 1].dataset.key = "k";
    if (!look || !all[place]) return;
    all[place].focus({ preventScroll: true });
    all[place].scrollIntoView({ block: "nearest" });
  }

  const at = (event) => rows().indexOf(event.target.closest(each));
  list.addEventListener("click", (event) => { if (event.target.matches(each)) stand(at(event)); });
  list.addEventListener("focusin", (event) => { if (at(event) !== place) stand(at(event), { look: false }); });
  /* A row that went leaves its place to the next one; one that changed keeps it. */
  new MutationObserver(() => stand(place, { look: place >= 0 })).observe(list, { childList: true });
  stand(-1, { look: false });
}
