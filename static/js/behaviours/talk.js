/* Comments on words: what is selected in a text becomes what the next comment is about; a thread shows its words. */
let listening;
const texts = "textarea[data-shared=text], textarea[data-follows=text], [data-text-field] .preview__text";

/* The field's name, the words and where they stand, of what is selected in a text. */
function selected() {
  const field = document.activeElement;
  if (field?.matches?.("textarea[data-shared=text], textarea[data-follows=text]")) {
    const [start, end] = [field.selectionStart, field.selectionEnd];
    return { field: field.name, quote: field.value.slice(start, end), start: [...field.value.slice(0, start)].length };
  }
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const box = (range.commonAncestorContainer.closest ? range.commonAncestorContainer : range.commonAncestorContainer.parentElement)?.closest(texts);
  if (!box) return null;
  const before = document.createRange();
  before.setStart(box, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return { field: box.closest("[data-text-field]").dataset.textField, quote: range.toString(), start: [...before.toString()].length };
}

function choose(form, words) {
  for (const name of ["field", "quote", "start"]) form.elements[name].value = words?.[name] ?? "";
  form.querySelector("[data-chosen]").hidden = !words;
  form.querySelector("[data-chosen-words]").textContent = words?.quote ?? "";
  if (form.elements.asset) form.elements.asset.disabled = Boolean(words);
}

/* The words in the composer's text, or on the page of the post, marked until something else is. */
function show(button) {
  const { words, quote } = button.dataset;
  const field = document.querySelector(`textarea[name="${CSS.escape(words)}"]`);
  if (field) {
    button.closest("dialog")?.close();
    document.querySelector(`[data-tabs] [href="#${words === "text" ? "words" : words.replace("text_", "words-")}"]`)?.click();
    field.focus();
    field.setSelectionRange(Number(button.dataset.start), Number(button.dataset.end));
    return;
  }
  for (const box of document.querySelectorAll(`[data-text-field="${CSS.escape(words)}"] .preview__text`)) {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    let text = "";
    const nodes = [];
    while (walker.nextNode()) {
      nodes.push([text.length, walker.currentNode]);
      text += walker.currentNode.data;
    }
    const at = text.indexOf(quote);
    if (at < 0) continue;
    const place = (offset) => { const [from, node] = nodes.findLast(([begin]) => begin <= offset); return [node, offset - from]; };
    const range = document.createRange();
    range.setStart(...place(at));
    range.setEnd(...place(at + quote.length - 1));
    range.setEnd(range.endContainer, range.endOffset + 1);
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    box.scrollIntoView({ block: "center" });
    return;
  }
}

export default function talk(section) {
  const form = section.querySelector(".talk__new");
  section.addEventListener("click", (event) => {
    const words = event.target.closest("[data-words]");
    if (words) show(words);
    if (event.target.closest("[data-forget]")) choose(form, null);
  });
  listening?.abort();
  listening = new AbortController();
  document.addEventListener("selectionchange", () => {
    if (document.activeElement?.closest?.("#talk")) return;
    const words = selected();
    if (words?.quote.trim()) choose(form, words);
  }, { signal: listening.signal });
  if (location.hash.startsWith("#thread-")) section.querySelector(location.hash)?.focus();
}
