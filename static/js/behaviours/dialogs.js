/* Links marked with data-dialog open what they lead to as a dialog; without this script it is a page. */
export default function dialogs(list) {
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-dialog]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    window.htmx.ajax("GET", link.href, { target: "#dialogs", swap: "innerHTML" });
  });
}
