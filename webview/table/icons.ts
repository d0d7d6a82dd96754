import { glyph } from '../common/glyph.ts';
import { svg } from '../common/lit.ts';

/** VS Code's codicon, © Microsoft, CC BY 4.0. */
export const layoutIcon = glyph(
  svg`<path fill-rule="evenodd" clip-rule="evenodd" d="M5.5 1C6.32 1 7 1.67 7 2.5V13.5C7 14.32 6.32 15 5.5 15H2.5C1.67 15 1 14.32 1 13.5V2.5C1 1.67 1.67 1 2.5 1H5.5ZM2.5 2C2.22 2 2 2.22 2 2.5V13.5C2 13.77 2.22 14 2.5 14H5.5C5.77 14 6 13.77 6 13.5V2.5C6 2.22 5.77 2 5.5 2H2.5Z"/><path fill-rule="evenodd" clip-rule="evenodd" d="M13.5 9C14.32 9 15 9.67 15 10.5V13.5C15 14.32 14.32 15 13.5 15H10.5C9.67 15 9 14.32 9 13.5V10.5C9 9.67 9.67 9 10.5 9H13.5ZM10.5 10C10.22 10 10 10.22 10 10.5V13.5C10 13.77 10.22 14 10.5 14H13.5C13.77 14 14 13.77 14 13.5V10.5C14 10.22 13.77 10 13.5 10H10.5Z"/><path fill-rule="evenodd" clip-rule="evenodd" d="M13.5 1C14.32 1 15 1.67 15 2.5V5.5C15 6.32 14.32 7 13.5 7H10.5C9.67 7 9 6.32 9 5.5V2.5C9 1.67 9.67 1 10.5 1H13.5ZM10.5 2C10.22 2 10 2.22 10 2.5V5.5C10 5.77 10.22 6 10.5 6H13.5C13.77 6 14 5.77 14 5.5V2.5C14 2.22 13.77 2 13.5 2H10.5Z"/>`,
);
