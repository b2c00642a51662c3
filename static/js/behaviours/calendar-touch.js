/* A long press of a finger on a post opens what a key would. */
const LONG = 500;
const STILL = 10;

export function press(board, chipOf, open) {
  let timer = 0;
  let from = null;
  let opened = false;
  const stop = () => { clearTimeout(timer); from = null; };

  board.addEventListener("pointerdown", (event) => {
    const chip = chipOf(event);
    opened = false;
    if (event.pointerType !== "touch" || !chip) return;
    from = event;
    timer = setTimeout(() => { opened = true; open(chip); }, LONG);
  });
  board.addEventListener("pointermove", (event) => {
    if (from && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > STILL) stop();
  });
  for (const name of ["pointerup", "pointercancel"]) board.addEventListener(name, stop);
  board.addEventListener("contextmenu", (event) => { if (from || opened) event.preventDefault(); });
  board.addEventListener("click", (event) => {
    if (!opened) return;
    opened = false;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}
