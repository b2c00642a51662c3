/* A menu whose entries go into the text at the cursor, spelt as the network of that text wants it. */
import { lastText, put, spelt } from "../writing.js";

export default function insert(menu) {
  const target = lastText(menu.closest("form"));

  menu.addEventListener("click", (event) => {
    const entry = event.target.closest("[data-insert]");
    const field = entry && target();
    if (!field) return;
    const networks = JSON.parse(menu.querySelector("[data-networks]").dataset.networks);
    const words = spelt(JSON.parse(entry.dataset.insert), networks, field);
    const before = field.value[field.selectionStart - 1];
    const after = field.value[field.selectionEnd];
    menu.open = false;
    put(field, (before && !/\s/u.test(before) ? " " : "") + words + (after && !/\s/u.test(after) ? " " : ""));
  });
}
