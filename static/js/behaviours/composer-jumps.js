/* From a remark to the field it is about, and to the words in it; `choose` opens the tab of an account. */
export default function jumps(form, choose) {
  async function go(name) {
    const account = /^(?:text|link|parts|comment|poll|options|media)_(\d+)$|^part_(\d+)_\d+$/.exec(name);
    const pk = account?.[1] ?? account?.[2];
    if (pk) choose(`words-${pk}`);
    else if (/^(?:text|link|parts?|comment|poll)(?:_\d+)?$/.test(name)) choose("words");
    if (pk && !document.getElementById(name) && !form.elements[name]) await opened(pk);
    const place = document.getElementById(name) ?? form.elements[name] ?? document.getElementById(`own-${pk}`);
    place?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    const field = place?.matches?.("input, textarea, select") ? place : place?.querySelector?.("input:not([type=file], [type=hidden]), textarea, select") ?? place;
    field?.focus({ preventScroll: true });
    return field;
  }

  // The richer fields of an account come when they are asked for (see shape.js).
  function opened(account) {
    return new Promise((done) => form.dispatchEvent(new CustomEvent("open", { detail: { account, wait: (asked) => asked.then(done) } })));
  }

  form.addEventListener("click", async (event) => {
    const jump = event.target.closest("[data-jump]");
    if (!jump) return;
    event.preventDefault();
    const field = await go(jump.dataset.jump);
    if (jump.dataset.start === undefined || !field?.setSelectionRange) return;
    field.setSelectionRange(Number(jump.dataset.start), Number(jump.dataset.end));
    if (jump.dataset.mend === undefined) return;
    // execCommand keeps the browser's own undo, which setRangeText would forget.
    if (!document.execCommand("insertText", false, jump.dataset.mend)) {
      field.setRangeText(jump.dataset.mend);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
}
