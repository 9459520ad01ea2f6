// A photo is made small on the phone before a form sends it: 1,280 pixels, smaller still until it is under half a megabyte.
const MOST = 500_000;

async function shrunk(file: File): Promise<File> {
  const image = await createImageBitmap(file);
  const canvas = document.createElement("canvas");
  for (let side = 1280, quality = 0.7; ; side *= 0.75, quality *= 0.9) {
    const scale = Math.min(1, side / Math.max(image.width, image.height));
    Object.assign(canvas, { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (made && (made.size < MOST || side < 300)) return new File([made], "photo.jpg", { type: "image/jpeg" });
    if (side < 300) return file;
  }
}

for (const input of document.querySelectorAll<HTMLInputElement>("input[type=file][data-shrink]"))
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (!file || file.size < MOST) return;
    const held = input.form?.querySelector<HTMLButtonElement>("button[type=submit]");
    if (held) held.disabled = true;
    try {
      const list = new DataTransfer();
      list.items.add(await shrunk(file));
      input.files = list.files;
    } catch { /* the server says what is wrong with a file that is no picture */ } finally {
      if (held) held.disabled = false;
    }
  });
