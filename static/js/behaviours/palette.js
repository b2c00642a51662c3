/* Ctrl-K: filters the places of the page's json_script "palette-entries"; asks data-search for the rest. */
export default function palette(dialog) {
  const input = dialog.querySelector("input");
  const list = dialog.querySelector(".palette__list");
  const none = dialog.querySelector(".palette__none");
  const places = JSON.parse(document.getElementById("palette-entries")?.textContent || "[]") || [];
  const sprite = document.getElementById("toasts").dataset.sprite;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let chosen = 0;
  let asked;

  function row(entry, index) {
    const item = document.createElement("a");
    Object.assign(item, { className: "palette__item", href: entry.url, id: `palette-${index}`, role: "option", tabIndex: -1 });
    item.innerHTML = `<svg class="icon" aria-hidden="true"><use></use></svg><span></span><span class="palette__hint"></span>`;
    item.querySelector("use").setAttribute("href", `${sprite}#${entry.icon || "arrow-right"}`);
    item.children[1].textContent = entry.label;
    item.children[2].textContent = entry.hint ?? "";
    return item;
  }

  function choose(index) {
    const items = [...list.children];
    chosen = items.length ? (index + items.length) % items.length : 0;
    items.forEach((item, place) => item.setAttribute("aria-selected", place === chosen));
    items[chosen]?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[chosen]?.id ?? "");
  }

  function show(entries) {
    list.replaceChildren(...entries.map(row));
    none.hidden = entries.length > 0;
    choose(0);
  }

  async function search() {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    const near = places.filter((entry) => words.every((word) => plain(entry.label).includes(word)));
    show(near);
    clearTimeout(asked);
    if (!dialog.dataset.search || input.value.trim().length < 2) return;
    asked = setTimeout(async () => {
      const answer = await fetch(`${dialog.dataset.search}?q=${encodeURIComponent(input.value)}`);
      if (answer.ok) show([...near, ...(await answer.json()).entries]);
    }, 160);
  }

  input.addEventListener("input", search);
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); choose(chosen + step); }
    if (event.key === "Enter") { event.preventDefault(); list.children[chosen]?.click(); }
  });
  new MutationObserver(() => { if (dialog.open) { input.value = ""; search(); input.focus(); } }).observe(dialog, { attributeFilter: ["open"] });
}
