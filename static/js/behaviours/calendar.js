/* The calendar: posts dragged to another day or hour, moved by key (m for the form, Shift and arrows for a day or an hour),
   by a long press on a touch screen; what is carried from the stock at the side is placed the same way. Looked after while
   something is about to leave. */
import { acts } from "./calendar-acts.js";
import { arrows } from "./calendar-keys.js";
import { press } from "./calendar-touch.js";

let comesBack = ""; // the id of what has the focus again once the calendar is drawn anew
let early = false; // whether the hours before the working day are unfolded

export default function calendar(board) {
  const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] ?? "";
  const address = (chip) => board.dataset.move.replace("/0/", `/${chip.id.slice(1)}/`);
  const say = (text) => document.body.dispatchEvent(new CustomEvent("toast", { detail: { text, tone: "warn" } }));
  const open = (url) => {
    const mark = url.includes("?") ? "&" : "?";
    window.htmx.ajax("GET", `${url}${mark}here=${encodeURIComponent(board.dataset.here)}`, { target: "#dialogs", swap: "innerHTML" });
  };
  /* The lines of campaigns lie above the days: what is below the pointer counts. */
  const placeAt = (event) => event.target.closest("[data-day]")
    ?? document.elementsFromPoint(event.clientX, event.clientY).map((each) => each.closest("[data-day]")).find(Boolean);
  /* What comes from the stock may go into a slot. */
  const slotAt = (event) => (held.closest("[data-day]") ? null : event.target.closest("[data-slot]"));
  const chipOf = (event) => event.target.closest(".chip[id], .list__row[id]");
  const clear = () => { for (const over of board.querySelectorAll("[data-over]")) delete over.dataset.over; };
  let held = null;
  let asking = false;

  /* The board asks for itself: a look that is still on its way gives way to what somebody does. */
  function answer(verb, url, more) {
    window.htmx.trigger(board, "htmx:abort");
    return window.htmx.ajax(verb, url, { source: board, target: board, swap: "outerHTML", ...more });
  }

  /* Where a page shows a post: the server says when it is no longer there. */
  function shown(chip) {
    const day = chip.closest("[data-day]")?.dataset.day;
    const time = chip.querySelector(".chip__time, b, .list__time")?.textContent.trim();
    return day && time ? `${day}T${time}` : "";
  }

  /* Into a slot of the forecast: the server says what stands against it. */
  function put(row, slot) {
    const values = { drop: "1", board: "1", where: slot.dataset.slot, here: board.dataset.here };
    comesBack = `p${row.id.slice(1)}`;
    answer("POST", row.querySelector("a[data-dialog]").pathname, { values });
  }

  async function move(chip, { date, hour }, place) {
    if (asking) return;
    const [home, next, was] = [chip.parentElement, chip.nextElementSibling, shown(chip)];
    const goHome = () => { if (board.isConnected) home.insertBefore(chip, next); };
    const values = { drop: "1", date, was, here: board.dataset.here, ...(hour === undefined ? {} : { hour }) };
    asking = true;
    comesBack = `p${chip.id.slice(1)}`;
    if (place) (place.querySelector(".day__chips, .list") ?? place).append(chip);
    try {
      await answer("POST", address(chip), { values, headers: { "X-CSRFToken": token() } });
    } finally {
      asking = false;
      const dialog = document.querySelector("#dialogs dialog[data-undecided][open]");
      if (dialog) dialog.addEventListener("close", goHome);
      else goHome();
    }
  }

  function ask(chip) {
    comesBack = chip.id;
    open(address(chip));
  }

  board.addEventListener("dragstart", (event) => {
    const chip = chipOf(event);
    held = chip?.draggable ? chip : null;
    if (chip && !held && board.dataset.stays) {
      event.preventDefault();
      say(board.dataset.stays);
    }
    if (!held) return;
    held.dataset.dragging = "";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.id.slice(1));
    event.dataTransfer.setDragImage(held, 12, 12);
  });
  board.addEventListener("carry", (event) => { held = event.detail; if (!held) clear(); });
  board.addEventListener("dragend", () => {
    if (held) delete held.dataset.dragging;
    clear();
    held = null;
  });
  board.addEventListener("dragover", (event) => {
    const day = held && placeAt(event);
    if (!day) return;
    event.preventDefault();
    const place = slotAt(event) ?? day;
    if ("over" in place.dataset) return;
    clear();
    place.dataset.over = "";
  });
  board.addEventListener("drop", (event) => {
    const place = held && placeAt(event);
    if (!place) return;
    event.preventDefault();
    const [home, slot] = [held.closest("[data-day]"), slotAt(event)];
    if (slot) put(held, slot);
    else if (home !== place) move(held, { date: place.dataset.day, hour: place.dataset.hour }, home && place);
  });

  board.addEventListener("keydown", (event) => {
    const chip = chipOf(event);
    if (!chip || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey && arrows(event.key, chip.closest("[data-day]"));
    if (event.key !== "m" && !step) return;
    event.preventDefault();
    if (!step) ask(chip);
    else if (chip.draggable) move(chip, step);
    else if (board.dataset.stays) say(board.dataset.stays);
  });
  const folded = board.querySelector(".week__early");
  if (folded) {
    folded.open = early;
    folded.addEventListener("toggle", () => { early = folded.open; });
  }
  press(board, chipOf, ask);
  acts(board, open);

  function focus() {
    if (!comesBack || document.activeElement?.closest("#main a, #main button, #main input")) return;
    const chip = document.getElementById(comesBack);
    (chip?.querySelector("a") ?? chip)?.focus({ preventScroll: true });
  }
  document.getElementById("dialogs")?.replaceChildren();
  if (comesBack) focus();

  const busy = () => held || asking || document.hidden || document.querySelector("dialog[open]") || board.querySelector("[data-row]:checked");
  const timer = setInterval(() => {
    if (!board.isConnected) return clearInterval(timer);
    if (busy()) return;
    comesBack = board.contains(document.activeElement) ? document.activeElement.closest("[id]")?.id ?? "" : "";
    answer("GET", board.dataset.poll);
  }, 1000 * Number(board.dataset.every));
}
