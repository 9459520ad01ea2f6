/** What the field pages send and how: packed parcels, photos made small, files out of what is kept. */
import { make } from "./draw";
import { keepPages } from "./sealed";

/** A parcel as small as this browser can make it, with its type. */
export async function packed(text: string): Promise<[BodyInit, string]> {
  if (!("CompressionStream" in globalThis)) return [text, "application/json"];
  return [await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).blob(), "application/gzip"];
}

/** A photo made small before it is kept: 1,280 pixels, and smaller still until it is under the limit. */
export async function shrunk(file: File, most: number): Promise<string> {
  const image = await createImageBitmap(file);
  const canvas = make("canvas");
  for (let side = 1280, quality = 0.7; ; side *= 0.75, quality *= 0.9) {
    const scale = Math.min(1, side / Math.max(image.width, image.height));
    Object.assign(canvas, { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const made = canvas.toDataURL("image/jpeg", quality);
    if (made.length * 0.75 < most / 2 || side < 300) return made;
  }
}

/** The bytes of a kept picture or sound; asking the network for a data: address is what our policy forbids. */
export function bytes(kept: string): Blob {
  const [head, body] = kept.split(",", 2) as [string, string];
  return new Blob([Uint8Array.from(atob(body), (one) => one.charCodeAt(0))], { type: head.slice(5).split(";")[0] });
}

/** Keeps a shell's page and its parts for when there is no network: none of them holds a person. */
export async function store(name: string, home: string, worker: string) {
  if (!("serviceWorker" in navigator) || !navigator.onLine) return;
  await navigator.serviceWorker.register(worker);
  const parts = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet],link[rel=manifest],link[rel=icon]")].map((link) => link.href).filter((url) => url.startsWith("http"));
  const scripts = [...document.querySelectorAll<HTMLScriptElement>("script[src]")].map((one) => one.src);
  await keepPages(name, [home, ...parts, ...scripts]);
}
