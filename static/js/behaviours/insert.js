/* A menu whose entries go into the text at the cursor, spelt as the network of that text wants it: in an account's own text
   its network's spelling, in a shared one the plain one. */
export default function insert(menu) {
  const form = menu.closest("form");
  const writes = (field) => field.matches("textarea[name^=text], textarea[name^=part], textarea[name^=comment]");
  let last = null;

  form.addEventListener("focusin", (event) => { if (writes(event.target)) last = event.target; });

  function target() {
    if (last?.isConnected && last.getClientRects().length) return last;
    return [...form.querySelectorAll("textarea[name^=text]")].find((field) => field.getClientRects().length);
  }

  function put(spellings) {
    const field = target();
    if (!field) return;
    if (field !== last) field.setSelectionRange(field.value.length, field.value.length); // nobody has been in it: its end
    const networks = JSON.parse(menu.querySelector("[data-networks]").dataset.networks);
    const words = spellings[networks[field.closest("[data-account]")?.dataset.account] ?? ""] ?? spellings[""];
    const before = field.value[field.selectionStart - 1];
    const after = field.value[field.selectionEnd];
    const text = (before && !/\s/u.test(before) ? " " : "") + words + (after && !/\s/u.test(after) ? " " : "");
    menu.open = false;
    field.focus();
    // execCommand keeps the browser's own undo, which setRangeText would forget.
    if (document.execCommand("insertText", false, text)) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  menu.addEventListener("click", (event) => {
    const entry = event.target.closest("[data-insert]");
    if (entry) put(JSON.parse(entry.dataset.insert));
  });
}
