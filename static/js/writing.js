/* Words that go into a text of the composer at the cursor: what the menus of words and emoji and the completion share. */
export const TEXTS = "textarea[name^=text], textarea[name^=part], textarea[name^=comment]";

/* Write over the selected, or over what stands from start to end. */
export function put(field, words, start = field.selectionStart, end = field.selectionEnd) {
  field.focus();
  field.setSelectionRange(start, end);
  // execCommand keeps the browser's own undo, which setRangeText would forget.
  if (document.execCommand("insertText", false, words)) return;
  field.setRangeText(words, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/* Who asks it gets the text that somebody was in last; else the first that is seen, at its end. */
export function lastText(form) {
  let last = null;
  form.addEventListener("focusin", (event) => { if (event.target.matches(TEXTS)) last = event.target; });
  return () => {
    if (last?.isConnected && last.getClientRects().length) return last;
    const first = [...form.querySelectorAll(TEXTS)].find((field) => field.getClientRects().length);
    first?.setSelectionRange(first.value.length, first.value.length);
    return first;
  };
}

/* One of the spellings of a word: in an account's own text that of its network, in a shared one the plain one. */
export function spelt(spellings, networks, field) {
  return spellings[networks[field.closest("[data-account]")?.dataset.account] ?? ""] ?? spellings[""];
}

export function fold(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
