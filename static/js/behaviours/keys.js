/* data-key="n" or "g c": pressing the keys, outside of a field, follows the link or presses the button. */
const FIELDS = "input, textarea, select, [contenteditable]";
let before = "";
let timer;

function typing(event) {
  return event.target.closest?.(FIELDS) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
}

function visible(element) {
  return element.checkVisibility?.() ?? element.offsetParent !== null;
}

function find(keys) {
  const scope = document.querySelector("dialog[open]") ?? document;
  const wanted = `[data-key="${CSS.escape(keys)}"]`;
  const found = [...scope.querySelectorAll(`#main ${wanted}`), ...scope.querySelectorAll(wanted)]; // the page's own keys win
  return found.find(visible) ?? found[0];
}

function open(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    return open("palette");
  }
  if (typing(event) || event.key.length > 1) return;
  if (event.key === "?") return open("keys");
  const keys = before ? `${before} ${event.key}` : event.key;
  const target = find(keys);
  clearTimeout(timer);
  before = target ? "" : event.key;
  timer = setTimeout(() => { before = ""; }, 1200);
  if (!target) return;
  event.preventDefault();
  if (target.matches(FIELDS)) target.focus();
  else target.click();
});
