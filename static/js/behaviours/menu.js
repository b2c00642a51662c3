/* <details class="menu">: closes on Escape, on a click elsewhere and when another opens; arrows walk through it. */
const OPEN = "details.menu[open]";
const ITEMS = "a[href], button:not([disabled]), input, select";

function close(menu, focus) {
  menu.open = false;
  if (focus) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(OPEN)) if (!menu.contains(event.target)) close(menu);
});

document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.(OPEN)) return;
  for (const menu of document.querySelectorAll(OPEN)) if (menu !== event.target && !menu.contains(event.target)) close(menu);
}, true);

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(OPEN);
  if (!menu) return;
  if (event.key === "Escape") return close(menu, true);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll(`.menu__items :is(${ITEMS})`)];
  const here = items.indexOf(document.activeElement);
  items.at((here + step + items.length) % items.length)?.focus();
});
