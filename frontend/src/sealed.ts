/** What the phone keeps, sealed: AES-GCM under a key that this browser holds and no script can read out (ADR 0059). */
const made = <T>(request: IDBRequest<T>) => new Promise<T>((ok, no) => { request.onsuccess = () => ok(request.result); request.onerror = () => no(request.error); });
export const uuid = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0]! & (15 >> (+c / 4)))).toString(16));

let db: IDBDatabase | undefined;
let key: CryptoKey;
let busy: Promise<unknown> = Promise.resolve();
export let phone: string = uuid();
const store = (name: string, mode: IDBTransactionMode = "readwrite") => db!.transaction(name, mode).objectStore(name);

/** Opens the store; false where this browser cannot seal: then nothing outlives the page. */
export async function open(): Promise<boolean> {
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return false;
  try {
    const asked = indexedDB.open("field", 1);
    asked.onupgradeneeded = () => { asked.result.createObjectStore("own"); asked.result.createObjectStore("kept"); };
    db = await made(asked);
    const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    // Two pages opened at once must end with one key and one id: the first written stays.
    const own = store("own");
    for (const [name, value] of [["key", fresh], ["phone", phone]] as const) own.add(value, name).onerror = (event) => { event.preventDefault(); event.stopPropagation(); };
    key = (await made(own.get("key"))) as CryptoKey;
    phone = (await made(store("own").get("phone"))) as string;
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith("assess:"))) {
      await put(name, JSON.parse(localStorage.getItem(name)!)); // forms begun before they were sealed
      localStorage.removeItem(name);
    }
    return true;
  } catch { db = undefined; return false; }
}

/** Seals a value under a name; one after the other, so that the newest stays. Rejects where there is no room. */
export function put(name: string, value: unknown): Promise<unknown> {
  if (!db) return Promise.resolve();
  const text = new TextEncoder().encode(JSON.stringify(value)); // as it is now, not when its turn comes
  const next = busy.catch(() => undefined).then(async () => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) }, key, text);
    await made(store("kept").put({ iv, sealed }, name));
  });
  busy = next;
  return next;
}

export function drop(name: string): Promise<unknown> {
  if (!db) return Promise.resolve();
  busy = busy.catch(() => undefined).then(() => made(store("kept").delete(name)));
  return busy;
}

/** Everything under a prefix, opened; what cannot be opened is left where it is. */
export async function all(prefix: string): Promise<[string, unknown][]> {
  if (!db) return [];
  await busy.catch(() => undefined);
  const range = IDBKeyRange.bound(prefix, prefix + "\uffff");
  const kept = store("kept", "readonly");
  const [names, values] = await Promise.all([made(kept.getAllKeys(range)), made(kept.getAll(range))]);
  const found: [string, unknown][] = [];
  for (const [at, one] of (values as { iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }[]).entries()) {
    const name = String(names[at]);
    try {
      const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: one.iv, additionalData: new TextEncoder().encode(name) }, key, one.sealed);
      found.push([name, JSON.parse(new TextDecoder().decode(text))]);
    } catch { /* another key's: a restored browser profile */ }
  }
  return found;
}

let empty = false;
/** One at a time in all windows of this browser: keeping pages, and emptying the phone of them. */
async function alone(work: () => Promise<void>): Promise<void> {
  await ("locks" in navigator ? navigator.locks.request("pages", work) : work());
}

/** Keeps these pages and parts, all or none, and lets go of what was kept before; never again once the phone was emptied. */
export function keepPages(name: string, urls: string[]): Promise<void> {
  const wanted = new Set(urls.map((url) => new URL(url, location.href).href));
  return alone(async () => {
    if (empty) return;
    const kept = await caches.open(name);
    await kept.addAll(wanted);
    for (const one of await kept.keys()) if (!wanted.has(one.url)) await kept.delete(one);
  });
}

/** Empties the phone: the lists, what was not sent, the key, every kept page. */
export async function wipe() {
  empty = true;
  await busy.catch(() => undefined);
  if (db) { await made(store("kept").clear()); await made(store("own").delete("key")); }
  db = undefined;
  localStorage.clear();
  if ("caches" in globalThis) await alone(async () => { for (const name of await caches.keys()) await caches.delete(name); });
  for (const one of (await navigator.serviceWorker?.getRegistrations?.()) ?? []) await one.unregister();
}

export interface Here { account: number | null; token: string; revoked: boolean }
/** Asks who is signed in and for a fresh token, and whether this phone was reported lost. */
export async function ask(here: string): Promise<Here> {
  const answer = await fetch(`${here}?phone=${phone}`, { redirect: "manual", headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Here;
}
