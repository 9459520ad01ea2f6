/** Makes or proves a passkey: the challenge comes with the page, the answer goes into the form. */

type Json = Record<string, unknown>;

const bytes = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const text = (buffer: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/** The server's options with its base64url texts as the bytes that the browser wants. */
function readable(given: Json): Json {
  const options = { ...given };
  options.challenge = bytes(options.challenge as string);
  const user = options.user as Json | undefined;
  if (user) options.user = { ...user, id: bytes(user.id as string) };
  for (const name of ["excludeCredentials", "allowCredentials"]) {
    const listed = options[name] as Json[] | undefined;
    if (listed) options[name] = listed.map((one) => ({ ...one, id: bytes(one.id as string) }));
  }
  return options;
}

/** What the browser made, as the server reads it. */
function written(made: PublicKeyCredential): string {
  const response: Record<string, string> = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const value = (made.response as unknown as Record<string, ArrayBuffer | null>)[name];
    if (value) response[name] = text(value);
  }
  return JSON.stringify({
    id: made.id, rawId: text(made.rawId), type: made.type, response,
    clientExtensionResults: made.getClientExtensionResults(),
  });
}

async function start(form: HTMLFormElement): Promise<void> {
  const says = form.querySelector("[data-passkey-says]");
  if (says) says.textContent = "";
  const given = JSON.parse(document.getElementById(form.dataset.options ?? "")?.textContent ?? "{}") as { publicKey: Json };
  const publicKey = readable(given.publicKey);
  try {
    const made = form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: publicKey as unknown as PublicKeyCredentialCreationOptions })
      : await navigator.credentials.get({ publicKey: publicKey as unknown as PublicKeyCredentialRequestOptions });
    (form.elements.namedItem("credential") as HTMLInputElement).value = written(made as PublicKeyCredential);
    form.submit();
  } catch {
    if (says) says.textContent = form.dataset.refused ?? "";
  }
}

document.addEventListener("click", (event) => {
  const form = (event.target as Element).closest("[data-passkey-start]")?.closest("form");
  if (form) void start(form);
});
