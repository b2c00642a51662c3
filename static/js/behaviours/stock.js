/* The stock: a ready post dragged onto an open slot, or put into one by key (m). */
export default function stock(page) {
  const address = (pk) => page.dataset.place.replace("/0/", `/${pk}/`);
  let held = null;
  const clear = () => { for (const over of page.querySelectorAll("[data-over]")) delete over.dataset.over; };

  page.addEventListener("dragstart", (event) => {
    held = event.target.closest("[data-post]");
    if (!held) return;
    held.dataset.dragging = "";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.post);
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
    window.htmx.ajax("POST", address(held.dataset.post), { target: "body", values: { drop: "1", where: slot.dataset.slot, here: location.search } });
  });

  page.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-post]");
    if (event.key !== "m" || !row || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    window.htmx.ajax("GET", address(row.dataset.post), { target: "#dialogs", swap: "innerHTML" });
  });
}
