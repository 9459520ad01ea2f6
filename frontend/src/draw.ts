/** Small parts both field pages draw with. */
/** An element with its attributes and children. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, set: object = {}, ...inside: (Node | string)[]): HTMLElementTagNameMap[K] {
  const one = document.createElement(tag);
  Object.assign(one, set);
  one.append(...inside);
  return one;
}

export function group(title: string, hint: string, inside: HTMLElement[]) {
  const set = make("fieldset", {}, make("legend", { textContent: title, tabIndex: -1 }));
  if (hint) set.append(make("p", { className: "hint", textContent: hint }));
  set.append(...inside);
  return set;
}

/** A box to sign in with a finger, a pen or the mouse; `drawn` gets the drawing as a PNG, "" when it is cleared. */
export function signing(title: string, hint: string, clearing: string, before: string | undefined, drawn: (image: string) => void) {
  const canvas = make("canvas", { width: 600, height: 220, tabIndex: 0 });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", title);
  const pen = canvas.getContext("2d")!;
  Object.assign(pen, { lineWidth: 4, lineCap: "round", lineJoin: "round", strokeStyle: "#10171f" });
  if (before) { const image = new Image(); image.onload = () => pen.drawImage(image, 0, 0); image.src = before; }
  const at = (event: PointerEvent): [number, number] => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  let drawing = false;
  canvas.onpointerdown = (event) => { drawing = true; canvas.setPointerCapture(event.pointerId); pen.beginPath(); pen.moveTo(...at(event)); };
  canvas.onpointermove = (event) => { if (drawing) { pen.lineTo(...at(event)); pen.stroke(); } };
  canvas.onpointerup = canvas.onpointercancel = () => { if (drawing) { drawing = false; drawn(canvas.toDataURL("image/png")); } };
  const clear = make("button", { type: "button", textContent: clearing });
  clear.onclick = () => { pen.clearRect(0, 0, canvas.width, canvas.height); drawn(""); };
  return group(title, hint, [canvas, clear]);
}
