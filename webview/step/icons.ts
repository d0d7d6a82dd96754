import { glyph } from '../common/glyph.ts';
import { svg } from '../common/lit.ts';

/** VS Code's codicons, © Microsoft, CC BY 4.0, that this page alone shows. */
export const beakerIcon = glyph(
  svg`<path d="M12 0.99C12.27 0.99 12.5 1.22 12.5 1.49C12.5 1.77 12.27 1.99 12 1.99H11.00V6.68C11.00 7.26 11.14 7.83 11.42 8.34L13.81 12.78C14.35 13.78 13.63 15.00 12.49 15.00H3.50C2.36 15.00 1.64 13.78 2.18 12.78L4.57 8.34C4.85 7.83 4.99 7.26 4.99 6.68V1.99H4.00C3.72 1.99 3.50 1.77 3.50 1.49C3.50 1.22 3.72 0.99 4.00 0.99H12ZM5.99 1.99V6.68C5.99 7.43 5.80 8.16 5.45 8.81L4.82 9.99H11.18L10.54 8.81C10.19 8.16 10.00 7.42 10.00 6.68V1.99H5.99ZM11.71 10.99H4.28L3.06 13.26C2.88 13.59 3.12 14 3.50 14H12.49C12.87 14 13.11 13.59 12.93 13.26L11.71 10.99Z"/>`,
);
export const checkIcon = glyph(
  svg`<path fill-rule="evenodd" clip-rule="evenodd" d="M14.43 3.32l-8.47 10-.79-.036-3.35-4.77.82-.574 2.98 4.24 8.05-9.51.764.65z"/>`,
);
export const diffIcon = glyph(
  svg`<path fill-rule="evenodd" clip-rule="evenodd" d="M2 3.5l.5-.5h5l.5.5v9l-.5.5h-5l-.5-.5v-9zM3 12h4V6H3v6zm0-7h4V4H3v1zm6.5-2h5l.5.5v9l-.5.5h-5l-.5-.5v-9l.5-.5zm.5 9h4v-2h-4v2zm0-4h4V4h-4v4z"/>`,
);
export const discardIcon = glyph(
  svg`<path fill-rule="evenodd" clip-rule="evenodd" d="M3.5 2v3.5L4 6h3.5V5H4.98l.941-.941a3.55 3.55 0 1 1 5.02 5.02L5.75 14.28l.72.72 5.20-5.20A4.57 4.57 0 0 0 5.2 3.34l-.7.7V2h-1z"/>`,
);
export const lockIcon = glyph(
  svg`<path d="M13 7h-1V5a4 4 0 1 0-8 0v2H3L2 8v6l1 1h10l1-1V8l-1-1zM5 5a3 3 0 1 1 6 0v2H5V5zm8 9H3V8h10v6z"/>`,
);
