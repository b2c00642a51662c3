/* The board of ideas: notes dragged to another place, or led by keys: arrows go from one to the next, with Shift they take it along. */
let line = Promise.resolve(); // moves go out one after the other, however fast the keys
let waiting = 0;

export default function ideas(board) {
  const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] ?? "";
  const columns = () => [...board.querySelectorAll("[data-stage]")];
  const notes = (column) => [...column.querySelectorAll(".idea")];
  const link = (idea) => idea?.querySelector(".idea__title a");
  let held = null;

  function move(idea, column, before) {
    const seen = idea.closest("[data-stage]").dataset.stage; // a move that comes late does not undo what was done since
    const values = { stage: column.dataset.stage, seen, before: before?.dataset.pk ?? "last", here: board.dataset.here };
    const list = column.querySelector(".ideas__list");
    if (before) before.before(idea);
    else list.append(idea);
    const url = board.dataset.move.replace("/0/", `/${idea.dataset.pk}/`);
    link(idea).focus(); // htmx gives the focus on to the element with the same id
    waiting += 1;
    line = line.then(() => window.htmx.ajax("POST", url, { source: "#board", target: "#board", swap: "outerHTML", values, headers: { "X-CSRFToken": token() } }))
      .finally(() => { waiting -= 1; });
  }

  /* An answer that does not know of the next move yet would put the note back. */
  board.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target === board && waiting > 1) event.detail.shouldSwap = false;
  });

  /* Where a dragged note would come to lie: in front of the first one whose middle is below the pointer. */
  function below(column, y) {
    return notes(column).find((idea) => idea !== held && y < idea.getBoundingClientRect().top + idea.offsetHeight / 2);
  }

  function forget() {
    for (const mark of board.querySelectorAll("[data-over], [data-under]")) {
      delete mark.dataset.over;
      delete mark.dataset.under;
    }
  }

  board.addEventListener("dragstart", (event) => {
    held = event.target.closest(".idea[draggable=true]");
    if (!held) return;
    held.dataset.dragging = "";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.pk);
  });
  board.addEventListener("dragend", () => {
    forget();
    if (held) delete held.dataset.dragging;
    held = null;
  });
  board.addEventListener("dragover", (event) => {
    const column = held && event.target.closest("[data-stage]");
    if (!column) return;
    event.preventDefault();
    forget();
    column.dataset.over = "";
    const under = below(column, event.clientY);
    if (under) under.dataset.under = "";
  });
  board.addEventListener("drop", (event) => {
    const column = held && event.target.closest("[data-stage]");
    if (!column) return;
    event.preventDefault();
    const before = below(column, event.clientY);
    const idea = held;
    forget();
    move(idea, column, before);
  });

  function beside(idea, step) {
    const all = columns();
    const here = all.indexOf(idea.closest("[data-stage]"));
    return all[here + step];
  }

  function go(idea, key) {
    const mine = notes(idea.closest("[data-stage]"));
    const place = mine.indexOf(idea);
    if (key === "ArrowUp") return mine[place - 1];
    if (key === "ArrowDown") return mine[place + 1];
    for (let step = key === "ArrowRight" ? 1 : -1, to; (to = beside(idea, step)); step += Math.sign(step)) {
      const there = notes(to);
      if (there.length) return there[Math.min(place, there.length - 1)];
    }
  }

  function take(idea, key) {
    const mine = notes(idea.closest("[data-stage]"));
    const place = mine.indexOf(idea);
    if (key === "ArrowUp" && place > 0) return move(idea, idea.closest("[data-stage]"), mine[place - 1]);
    if (key === "ArrowDown" && place < mine.length - 1) return move(idea, idea.closest("[data-stage]"), mine[place + 2]);
    const to = key === "ArrowRight" ? beside(idea, 1) : key === "ArrowLeft" ? beside(idea, -1) : null;
    if (to) move(idea, to, notes(to)[0]);
  }

  board.addEventListener("keydown", (event) => {
    const idea = event.target.closest(".idea");
    const arrow = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].includes(event.key);
    if (!arrow || !idea || event.target.closest(".menu[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (event.shiftKey) {
      if (idea.draggable) take(idea, event.key);
      return;
    }
    link(go(idea, event.key))?.focus();
  });
}
