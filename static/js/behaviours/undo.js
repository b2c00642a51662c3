/* An Undo for what a button of the composer did, in words of the form; it goes by itself, and when somebody types on. */
export default function offerUndo(form, told, undo) {
  const detail = { text: form.dataset[`told${told[0].toUpperCase()}${told.slice(1)}`], tone: "idle", undo };
  document.body.dispatchEvent(new CustomEvent("toast", { detail }));
  const typed = (event) => {
    if (!event.isTrusted) return;
    detail.item?.remove();
    form.removeEventListener("input", typed);
  };
  form.addEventListener("input", typed);
}
