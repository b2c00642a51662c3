/* While one types a word that begins with @ or #, those of the brand's sets that begin so: Enter or Tab takes the marked one,
   the arrows mark another, Escape goes on without. */
import { TEXTS, fold, put, spelt } from "../writing.js";

const TYPED = /(?:^|[\s(«“"'’])([@#])([\p{L}\p{N}_.-]{1,40})$/u;
const MOST = 6;

export default function complete(menu) {
  const form = menu.closest("form");
  const list = Object.assign(document.createElement("ul"), { className: "complete", id: "complete", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", menu.querySelector("summary").textContent.trim());
  let offers = null;
  let field = null;
  let found = [];
  let start = 0;

  async function learn() {
    const answer = await fetch(menu.dataset.offers, { headers: { "HX-Request": "true" } });
    const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
    const told = page.querySelector("[data-completions]");
    return told ? { words: JSON.parse(told.dataset.completions), networks: JSON.parse(told.dataset.networks) } : { words: {}, networks: {} };
  }

  function close() {
    list.hidden = true;
    field?.removeAttribute("aria-activedescendant");
    field?.removeAttribute("aria-controls");
    found = [];
  }

  function mark(number) {
    for (const [place, item] of [...list.children].entries()) item.setAttribute("aria-selected", place === number);
    field.setAttribute("aria-activedescendant", list.children[number].id);
  }

  function show() {
    list.replaceChildren(...found.map(({ label, words }, place) => {
      const item = Object.assign(document.createElement("li"), { id: `complete-${place}` });
      item.setAttribute("role", "option");
      item.append(Object.assign(document.createElement("b"), { textContent: label }));
      if (words !== label) item.append(Object.assign(document.createElement("span"), { className: "quiet", textContent: words }));
      return item;
    }));
    field.after(list);
    list.hidden = false;
    field.setAttribute("aria-controls", list.id);
    mark(0);
  }

  async function look(event) {
    if (!event.target.matches(TEXTS)) return;
    if (found.length) close();
    field = event.target;
    const typed = TYPED.exec(field.value.slice(0, field.selectionStart));
    if (!typed) return;
    const { words, networks } = await (offers ??= learn());
    if (field.value.slice(0, field.selectionStart).slice(-typed[0].length) !== typed[0]) return; // typed on meanwhile
    const begun = fold(typed[2]);
    const fits = ([label, spellings]) => [label, ...Object.values(spellings)].some((each) => fold(each).replace(/^[@#]/, "").startsWith(begun));
    found = (words[typed[1]] ?? []).filter(fits).slice(0, MOST).map(([label, spellings]) => ({ label, words: spelt(spellings, networks, field) }));
    start = field.selectionStart - typed[2].length - 1;
    if (found.length && found[0].words !== typed[1] + typed[2]) show();
    else found = [];
  }

  function take(number) {
    const { words } = found[number];
    const end = field.selectionStart;
    close();
    put(field, /^\s/u.test(field.value.slice(end)) ? words : `${words} `, start, end);
  }

  form.addEventListener("input", look);
  form.addEventListener("focusout", (event) => { if (event.target === field) close(); });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the text keeps the focus
    const item = event.target.closest("[role=option]");
    if (item) take([...list.children].indexOf(item));
  });
  form.addEventListener("keydown", (event) => {
    if (!found.length || event.target !== field || event.ctrlKey || event.metaKey || event.isComposing) return;
    const here = [...list.children].findIndex((item) => item.ariaSelected === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark((here + step + found.length) % found.length);
    else if (event.key === "Enter" || event.key === "Tab") take(here);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}
