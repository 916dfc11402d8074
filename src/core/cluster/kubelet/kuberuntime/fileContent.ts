/** What is in a file: text, or bytes as base64. */
export type FileContent = { text: string } | { base64: string };
