/** Where a chat bot gets its answer: on the server of an overlay's link, with the same token. */
export function replyAddress(overlayUrl: string): string {
  const address = new URL(overlayUrl);
  address.pathname = "/reply";
  return address.href;
}
