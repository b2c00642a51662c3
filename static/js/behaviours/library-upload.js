/* Files into the library: chosen, pasted, dropped on the page or on a folder. Each is sent by itself, a few at a time, with a
   line of its own; what breaks off can be tried again, and what cannot be taken in does not stop the others. */
import { Sending } from "./sending.js";

const AT_ONCE = 3;

export default function libraryUpload(form) {
  const input = form.querySelector("input[type=file]");
  const [panel, list, sum, whole] = ["uploads", "lines", "sum", "whole"].map((name) => form.querySelector(`[data-${name}]`));
  const allAgain = form.querySelector("[data-all-again]");
  const waiting = [];
  const lines = [];
  let going = 0;

  function tell() {
    const taken = lines.filter((line) => line.state === "taken" || line.state === "twin").length;
    sum.textContent = form.dataset.done.replace("{d}", taken).replace("{n}", lines.length);
    whole.value = lines.reduce((done, line) => done + line.done, 0) / (lines.length || 1);
    allAgain.hidden = Boolean(going || waiting.length) || !lines.some((line) => line.state === "broken");
    if (going || waiting.length || !taken) return;
    if (document.getElementById("assets")) count();
    else location.reload();
  }

  /* How many there are now, as the page itself would say it. */
  async function count() {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
    const [there, fresh] = [document, page].map((each) => each.querySelector(".filters__count"));
    if (there && fresh) there.textContent = fresh.textContent;
  }

  function next() {
    while (going < AT_ONCE && waiting.length) {
      going += 1;
      waiting.shift().send().then(() => { going -= 1; next(); });
    }
    tell();
  }

  function again(some) {
    for (const line of some) { line.wait(); waiting.push(line); }
    next();
  }

  function show(cards) {
    const shelf = document.getElementById("assets");
    if (!shelf) return;
    for (const card of [...cards.children].reverse()) {
      shelf.prepend(card);
      window.htmx.process(card);
      card.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: card } }));
    }
  }

  function take(files, folder = form.elements.folder.value) {
    if (!files.length) return;
    panel.hidden = false;
    const here = folder === form.elements.folder.value;
    for (const file of files) {
      const line = new Sending(file, form, folder, { tell, again: () => again([line]), show: here ? show : () => {} });
      lines.push(line);
      list.append(line.element);
      waiting.push(line);
    }
    next();
  }

  input.addEventListener("change", () => { take([...input.files]); input.value = ""; });
  allAgain.addEventListener("click", () => again(lines.filter((line) => line.state === "broken")));
  form.querySelector("[data-away]").addEventListener("click", () => { panel.hidden = true; });
  const zone = form.querySelector(".drop");
  const ours = (event) => event.dataTransfer?.types.includes("Files");
  const target = (event) => event.target.closest?.("[data-folder]") ?? zone;
  const leave = () => { for (const over of document.querySelectorAll("[data-over]")) delete over.dataset.over; };
  document.addEventListener("dragover", (event) => {
    if (!ours(event)) return;
    event.preventDefault();
    leave();
    target(event).dataset.over = "";
  });
  document.addEventListener("dragleave", (event) => { if (ours(event) && !event.relatedTarget) leave(); });
  document.addEventListener("drop", (event) => {
    if (!ours(event)) return;
    event.preventDefault();
    leave();
    take([...event.dataTransfer.files], target(event).dataset.folder ?? form.elements.folder.value);
  });
  document.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length || event.target.closest("dialog")) return;
    event.preventDefault();
    take([...event.clipboardData.files]);
  });
  window.addEventListener("beforeunload", (event) => { if (going || waiting.length) event.preventDefault(); });
}
