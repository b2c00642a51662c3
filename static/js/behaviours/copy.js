/* data-copy="text" or data-copy-from="#id": puts the words on the clipboard and says so in its own label. */
export default function copy(button) {
  button.addEventListener("click", async () => {
    const source = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
    await navigator.clipboard.writeText(source ? (source.value ?? source.textContent).trim() : button.dataset.copy);
    const label = button.querySelector("[data-label]") ?? button;
    const before = label.textContent;
    label.textContent = button.dataset.done ?? "✓";
    setTimeout(() => { label.textContent = before; }, 1600);
  });
}
