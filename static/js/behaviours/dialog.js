/* data-opens="id" opens that <dialog>; data-closes closes the one around it; a click on the ground closes it too. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opens);
    opener.closest("details.menu")?.removeAttribute("open");
    document.querySelector("[popover]:popover-open")?.hidePopover();
    if (dialog && !dialog.open) dialog.showModal();
    event.preventDefault();
    return;
  }
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  if (event.target.matches("dialog[open]:not([data-stays])")) event.target.close();
});

/* A dialog that htmx brings, as <dialog data-show>, opens by itself. */
document.addEventListener("htmx:load", (event) => {
  const dialog = event.detail.elt.matches?.("dialog[data-show]") ? event.detail.elt : event.detail.elt.querySelector?.("dialog[data-show]");
  if (dialog && !dialog.open) dialog.showModal();
});
