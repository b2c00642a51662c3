/* The library in a dialog: a click puts the picture into the post that is being written. */
export default function choosePicture(dialog) {
  dialog.addEventListener("click", (event) => {
    const picture = event.target.closest("[data-choose]");
    if (!picture) return;
    document.querySelector("[data-behaviour~=composer]")?.dispatchEvent(new CustomEvent("chosen", { detail: { url: picture.dataset.choose } }));
    dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
}
