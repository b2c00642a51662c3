/* A colour picker beside the text in which its colour is written: each follows the other. */
const HEX = /^#?[0-9a-f]{6}$/i;

export default function colourText(picker) {
  const text = picker.parentElement.querySelector("input:not([type=color])");
  const follow = () => { if (HEX.test(text.value.trim())) picker.value = `#${text.value.trim().replace("#", "")}`; };
  picker.hidden = false;
  picker.addEventListener("input", () => { text.value = picker.value; });
  text.addEventListener("input", follow);
  follow();
}
