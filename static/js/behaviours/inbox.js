/* The inbox: marks the conversation that is read, leads j and k from it, sends with Ctrl-Enter. */
export default function inbox(root) {
  const rows = () => [...root.querySelectorAll("[data-rows] .conversation")];

  /* The key is on the row it leads to, so that keys.js only has to click. */
  function lead() {
    const all = rows();
    const open = root.querySelector(".inbox__thread[data-pk]")?.dataset.pk;
    const here = all.findIndex((row) => row.dataset.pk === open);
    all.forEach((row, place) => {
      if (place === here) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      delete row.dataset.key;
    });
    if (all[here + 1]) all[here + 1].dataset.key = "j";
    if (here > 0) all[here - 1].dataset.key = "k";
    all[here]?.scrollIntoView({ block: "nearest" });
  }

  /* The newest message in sight, above the answer box: on a phone the page scrolls, elsewhere the thread does. */
  function newest() {
    if (location.hash) return;
    const scroller = root.querySelector(".inbox__thread");
    if (scroller && scroller.scrollHeight > scroller.clientHeight) scroller.scrollTop = scroller.scrollHeight;
    root.querySelector(".inbox__messages .message:last-of-type")?.scrollIntoView({ block: "nearest" });
  }

  root.addEventListener("htmx:afterSettle", (event) => {
    lead();
    if (event.target.id !== "pane") return;
    newest();
    document.title = document.getElementById("who")?.textContent ?? document.title;
  });
  root.addEventListener("click", (event) => {
    const row = event.target.closest("[data-rows] a.conversation");
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const words = root.querySelector("#answer")?.value.trim();
    if (words && !window.confirm(root.dataset.leave)) return;
    window.htmx.ajax("GET", row.href, { source: row, target: "#pane", push: row.href });
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest("form.reply");
    form?.requestSubmit(form.querySelector("[data-send]"));
  });
  root.addEventListener("submit", (event) => {
    for (const button of event.target.querySelectorAll("form.reply button")) setTimeout(() => { button.disabled = true; });
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const button of root.querySelectorAll("form.reply button")) button.disabled = false;
  });
  lead();
  newest();
}
