// Hands a text to the person as a file.

export function keepText(name: string, mediaType: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The click has read the address by the next turn of the loop.
  setTimeout(() => URL.revokeObjectURL(url));
}
