/* Where not all tabs fit beside each other, the open one is in sight. */
export function openTab(root) {
  for (const tab of root.querySelectorAll(".tabs > [aria-current]")) {
    const row = tab.parentElement;
    if (row.scrollWidth <= row.clientWidth) continue;
    row.scrollLeft += tab.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - tab.clientWidth) / 2;
  }
}
