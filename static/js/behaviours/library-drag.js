/* Pictures of the library dragged onto a folder: those that are ticked go together. */
export default function libraryDrag(shelf) {
  const form = document.getElementById("several");
  if (!form) return;
  const boxes = () => [...shelf.querySelectorAll("[data-row]")];
  let held = null;

  const ready = () => { for (const each of shelf.querySelectorAll("[data-asset]:not([draggable])")) each.draggable = true; };
  shelf.addEventListener("htmx:load", ready);
  ready();

  shelf.addEventListener("dragstart", (event) => {
    held = event.target.closest("[data-asset]");
    if (!held) return;
    const box = held.querySelector("[data-row]");
    if (!box.checked) for (const each of boxes()) each.checked = each === box;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.asset);
  });
  shelf.addEventListener("dragend", () => { held = null; });

  for (const folder of document.querySelectorAll("[data-folder]")) {
    folder.addEventListener("dragover", (event) => {
      if (!held) return;
      event.preventDefault();
      folder.dataset.over = "";
    });
    for (const end of ["dragleave", "drop"]) folder.addEventListener(end, () => delete folder.dataset.over);
    folder.addEventListener("drop", (event) => {
      if (!held) return;
      event.preventDefault();
      event.stopPropagation();
      form.elements.folder.value = folder.dataset.folder === "0" ? "none" : folder.dataset.folder;
      form.requestSubmit(form.querySelector("[value=change]"));
    });
  }
}
