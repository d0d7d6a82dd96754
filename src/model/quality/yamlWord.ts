/** Read back as this text, and as nothing else, by YAML 1.1 and 1.2. */
const PLAIN = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

const OTHER_MEANING = /^(?:y|yes|n|no|true|false|on|off|null)$/i;

/** A text as one value of YAML; between double quotes where it needs them. */
export const yamlWord = (text: string): string =>
  PLAIN.test(text) && !OTHER_MEANING.test(text) ? text : JSON.stringify(text);
