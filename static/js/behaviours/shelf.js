/* The stock at the side of the calendar: asked for when it is opened, its posts are dragged onto the board, or placed by key (m).
   Whether it is open is kept for the visit. */
const KEPT = "shelf";

export default function shelf(side) {
  const opener = document.getElementById("opens-shelf");
  const board = () => document.getElementById("board");
  const isOpen = () => !side.hidden;
  const ask = (url) => window.htmx.ajax("GET", url, { target: side, swap: "innerHTML" });
  const dialog = (url) => {
    const here = `here=${encodeURIComponent(board().dataset.here)}`;
    window.htmx.ajax("GET", `${url}${url.includes("?") ? "&" : "?"}${here}`, { target: "#dialogs", swap: "innerHTML" });
  };
  const carry = (row) => board()?.dispatchEvent(new CustomEvent("carry", { detail: row }));

  function turn(open) {
    side.hidden = !open;
    side.parentElement.toggleAttribute("data-beside", open);
    opener.setAttribute("aria-expanded", open);
    sessionStorage.setItem(KEPT, open ? "open" : "");
    if (open) ask(side.dataset.shelf);
    else side.replaceChildren();
  }

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    turn(!isOpen());
  });
  side.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) {
      turn(false);
      return opener.focus();
    }
    const link = event.target.closest("a[data-dialog]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog(link.getAttribute("href"));
  });
  side.addEventListener("keydown", (event) => {
    const row = event.target.closest(".shelf__post[draggable]");
    if (event.key !== "m" || !row || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    dialog(row.querySelector("a[data-dialog]").getAttribute("href"));
  });

  side.addEventListener("dragstart", (event) => {
    const row = event.target.closest(".shelf__post[draggable]");
    if (!row) return;
    row.dataset.dragging = "";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.id.slice(1));
    carry(row);
  });
  side.addEventListener("dragend", (event) => {
    delete event.target.closest(".shelf__post")?.dataset.dragging;
    carry(null);
  });

  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (isOpen() && event.detail.requestConfig?.verb === "post" && event.detail.target?.id === "board") ask(side.dataset.shelf);
  });
  if (sessionStorage.getItem(KEPT)) turn(true);
}
