/* The stock: a ready post dragged onto an open slot, or put into one by key (m); links marked with data-dialog open as dialogs. */
export default function stock(page) {
  const open = (url) => window.htmx.ajax("GET", url, { target: "#dialogs", swap: "innerHTML" });
  const address = (pk) => page.dataset.place.replace("/0/", `/${pk}/`);
  let held = null;
  const clear = () => { for (const over of page.querySelectorAll("[data-over]")) delete over.dataset.over; };

  page.addEventListener("dragstart", (event) => {
    held = event.target.closest(".list__row[draggable]");
    if (!held) return;
    held.dataset.dragging = "";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.id.slice(1));
  });
  page.addEventListener("dragend", () => {
    if (held) delete held.dataset.dragging;
    clear();
    held = null;
  });
  page.addEventListener("dragover", (event) => {
    const slot = held && event.target.closest("[data-slot]");
    if (!slot) return;
    event.preventDefault();
    if ("over" in slot.dataset) return;
    clear();
    slot.dataset.over = "";
  });
  page.addEventListener("drop", (event) => {
    const slot = held && event.target.closest("[data-slot]");
    if (!slot) return;
    event.preventDefault();
    window.htmx.ajax("POST", address(held.id.slice(1)), { target: "body", values: { drop: "1", where: slot.dataset.slot, here: location.search } });
  });

  page.addEventListener("keydown", (event) => {
    const row = event.target.closest(".list__row[draggable]");
    if (event.key !== "m" || !row || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open(address(row.id.slice(1)));
  });
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-dialog]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.href);
  });
}
