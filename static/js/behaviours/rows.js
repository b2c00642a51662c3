/* Rows of a form: add one from the <template>, take one away. The server reads the rows by their numbers; gaps are empty rows. */
export default function rows(box) {
  const list = box.querySelector("[data-rows]");
  const total = box.querySelector("input[name$='TOTAL_FORMS']");
  const add = box.querySelector("[data-add]");
  const most = Number(box.dataset.most);
  const fields = (row) => [...row.querySelectorAll("input:not([type=color], [type=hidden], [type=radio], [type=checkbox]), textarea")];
  const all = () => [...list.querySelectorAll(":scope > [data-row]")];

  function settle() {
    add.disabled = all().length >= most;
    for (const row of all()) row.querySelector("[data-remove]").hidden = false;
  }

  function append() {
    const holder = document.createElement("div");
    holder.innerHTML = box.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    total.value = Number(total.value) + 1;
    list.append(row);
    window.htmx?.process(row);
    row.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: row } }));
    settle();
    fields(row)[0]?.focus();
  }

  const blank = all().filter((row) => fields(row).every((field) => !field.value) && !row.querySelector(".field__error"));
  for (const row of blank.slice(1)) row.remove();
  add.hidden = false;
  add.addEventListener("click", append);
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[data-remove]")?.closest("[data-row]");
    if (!row) return;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next ? fields(next)[0] : add)?.focus();
    settle();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    const row = event.target.closest("[data-row]");
    if (row === list.lastElementChild) append();
    else fields(row.nextElementSibling)[0]?.focus();
  });
  settle();
}
