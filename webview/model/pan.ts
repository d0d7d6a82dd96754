import { zoomBy } from './state.ts';

/** Dragging moves the sheet; the wheel with Ctrl or Cmd zooms, as everywhere in the editor. */
export function panAndZoom(root: HTMLElement, zoom: () => number, zoomTo: (zoom: number) => void): void {
  const sheetOf = (event: Event) => (event.target instanceof Element ? event.target.closest('.sheet') : null);
  root.addEventListener('pointerdown', event => {
    const sheet = sheetOf(event);
    if (sheet === null || event.button !== 0) return;
    const move = ({ movementX, movementY }: PointerEvent) => sheet.scrollBy(-movementX, -movementY);
    root.addEventListener('pointermove', move);
    root.addEventListener('pointerup', () => root.removeEventListener('pointermove', move), { once: true });
  });
  root.addEventListener(
    'wheel',
    event => {
      if (sheetOf(event) === null || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      zoomTo(zoomBy(zoom(), event.deltaY < 0 ? 1.1 : 1 / 1.1));
    },
    { passive: false },
  );
}
