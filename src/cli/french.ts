/** A file of its own beside the bundle, read by who speaks French: a catalogue is a third of what a start reads. */
export { default as french } from '../../l10n/bundle.l10n.fr.json';
