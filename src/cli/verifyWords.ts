import english from '../../l10n/bundle.l10n.json';
import french from '../../l10n/bundle.l10n.fr.json';

/** What checks and trials of workshops say. Built, these are all sentences here: the engine process never says them. */
export const VERIFY_WORDS = { en: english, fr: french } as const;
