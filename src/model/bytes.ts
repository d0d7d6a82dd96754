import type { Language } from './text.ts';

/** `980 B`, `12.5 kB`: powers of ten, as disks count; octets in French. */
export function bytesText(bytes: number, language: Language): string {
  const unit = language === 'fr' ? 'o' : 'B';
  const power = bytes < 1000 ? 0 : bytes < 1e6 ? 1 : bytes < 1e9 ? 2 : 3;
  const figure = (bytes / 1000 ** power).toLocaleString(language, { maximumFractionDigits: 1 });
  return `${figure}\u00A0${['', 'k', 'M', 'G'][power] ?? ''}${unit}`;
}
