/* Prepared replies: found by their words, put into the answer at the cursor; the field is where one goes on. */
export default function prepared(menu) {
  const find = menu.querySelector("[data-find]");
  const replies = [...menu.querySelectorAll("[data-reply]")];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function narrow() {
    const words = plain(find.value).split(/\s+/u).filter(Boolean);
    for (const reply of replies) reply.hidden = !words.every((word) => plain(reply.dataset.reply).includes(word));
    menu.querySelector("[data-none]").hidden = replies.some((reply) => !reply.hidden);
  }

  function opened() {
    if (!menu.open) return;
    find.value = "";
    narrow();
    find.focus();
  }

  menu.addEventListener("toggle", opened);
  find.addEventListener("input", narrow);
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const first = replies.find((reply) => !reply.hidden);
    if (event.key === "Enter") first?.click();
    else first?.focus();
  });
  menu.addEventListener("click", (event) => {
    const reply = event.target.closest("[data-reply]");
    const field = reply && menu.closest("form").querySelector("textarea");
    if (!field) return;
    menu.open = false;
    const space = field.value && field.selectionStart === field.value.length && !/\s$/u.test(field.value) ? " " : "";
    field.setRangeText(space + reply.dataset.reply, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
  opened();
}
