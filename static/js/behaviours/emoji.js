/* The menu of emoji: filled when it is opened first, searched by French and English words, walked through with the arrows;
   what is chosen goes into the text at the cursor. */
import { fold, lastText, put } from "../writing.js";

export default function emoji(menu) {
  const target = lastText(menu.closest("form"));
  const box = menu.querySelector(".menu__items");
  const search = box.querySelector("input");
  const none = box.querySelector("[data-none]");
  let groups = [];

  const buttons = () => groups.flatMap(({ signs }) => signs).filter((button) => !button.hidden);

  function sign(line, language) {
    const [, mark, words] = /^(\S+) (.+)$/u.exec(line);
    const [french, english] = words.split(" | ");
    const name = (language === "fr" ? french : english).split(", ")[0];
    const button = Object.assign(document.createElement("button"), { type: "button", className: "emoji__sign", textContent: mark, tabIndex: -1, title: name });
    button.setAttribute("aria-label", name);
    button.words = fold(words);
    return button;
  }

  async function fill() {
    const language = document.documentElement.lang;
    groups = (await import("../emoji.js")).default.map((group) => {
      const part = Object.assign(document.createElement("div"), { className: "emoji__group" });
      part.setAttribute("role", "group");
      part.setAttribute("aria-label", group[language] ?? group.en);
      const title = Object.assign(document.createElement("p"), { className: "menu__title", textContent: group[language] ?? group.en });
      const signs = group.emoji.trim().split("\n").map((line) => sign(line, language));
      part.append(title, ...signs);
      return { part, signs };
    });
    none.before(...groups.map(({ part }) => part));
  }

  function sift() {
    const wanted = fold(search.value.trim()).split(/\s+/);
    for (const { part, signs } of groups) {
      for (const button of signs) button.hidden = !wanted.every((word) => button.words.includes(word));
      part.hidden = signs.every((button) => button.hidden);
    }
    none.hidden = buttons().length > 0;
  }

  function choose(button) {
    const field = target();
    menu.open = false;
    if (field) put(field, button.textContent);
  }

  /* The sign in the line above or below that stands nearest. */
  function beside(here, step) {
    const at = here.getBoundingClientRect();
    const lines = buttons().map((button) => ({ button, box: button.getBoundingClientRect() })).filter(({ box: each }) => (each.top - at.top) * step > 4);
    lines.sort((one, other) => (one.box.top - other.box.top) * step || Math.abs(one.box.left - at.left) - Math.abs(other.box.left - at.left));
    return lines[0]?.button;
  }

  menu.addEventListener("toggle", async () => {
    if (!menu.open) return;
    if (!groups.length) await fill();
    search.value = "";
    sift();
    search.focus();
  });
  search.addEventListener("input", (event) => { event.stopPropagation(); sift(); }); // nothing was typed into the post
  search.addEventListener("change", (event) => event.stopPropagation());
  box.addEventListener("click", (event) => {
    const button = event.target.closest(".emoji__sign");
    if (button) choose(button);
  });
  box.addEventListener("keydown", (event) => {
    const all = buttons();
    const here = all.indexOf(document.activeElement);
    const moves = { ArrowRight: () => all[here + 1], ArrowLeft: () => all[here - 1], ArrowDown: () => beside(all[here], 1), ArrowUp: () => beside(all[here], -1) ?? search };
    if (event.key === "Enter" && here < 0) {
      event.preventDefault();
      if (all.length) choose(all[0]);
    } else if (here < 0 && event.key === "ArrowDown") {
      event.preventDefault();
      all[0]?.focus();
    } else if (here >= 0 && moves[event.key]) {
      event.preventDefault();
      event.stopPropagation();
      moves[event.key]()?.focus();
    } else if (here >= 0 && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) search.focus();
  });
}
