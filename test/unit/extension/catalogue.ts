import type { Language } from '../../../src/model/text.ts';
import { createText, type Text } from '../../../src/extension/text.ts';
import en from '../../../l10n/bundle.l10n.json';
import fr from '../../../l10n/bundle.l10n.fr.json';

export const catalogues = { en, fr };

export const textIn = (language: Language): Text => createText(() => language, { catalogues, timeZone: 'UTC' });
