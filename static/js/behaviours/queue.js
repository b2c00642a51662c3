/* The queue of approvals: the keys of the mentions, and the words of a change are where one types at once. */
import mentions from "./mentions.js";

export default function queue(form) {
  mentions(form.querySelector("[data-rows]"), ".waiting");
  form.addEventListener("toggle", (event) => {
    if (event.target.open) event.target.querySelector("textarea")?.focus();
  }, true);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const words = event.target.closest("details[open]");
    if (!words) return;
    words.open = false;
    words.closest(".waiting").focus();
  });
}
