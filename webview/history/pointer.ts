import { panBy, zoomAbout } from './compact.ts';
import type { Ruler } from './lane.ts';
import type { Zoom } from './state.ts';

export interface AxisWorld {
  ruler(): Ruler;
  zoomTo(zoom: Zoom | null): void;
}

const laneOf = (event: Event): Element | null =>
  event.target instanceof Element ? event.target.closest('.lane, .ax') : null;

/** px: less is a click that trembled. */
const DRAG_PX = 4;

/** The wheel with Ctrl or Cmd zooms about the pointer, with Shift or sideways it moves the axis; dragging does, too. */
export function listenToAxis({ ruler, zoomTo }: AxisWorld): void {
  const width = ({ zoom }: Ruler) => zoom.to - zoom.from;
  document.addEventListener(
    'wheel',
    event => {
      const over = laneOf(event);
      if (over === null) return;
      const now = ruler();
      const box = over.getBoundingClientRect();
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const place = now.zoom.from + ((event.clientX - box.left) / box.width) * width(now);
        return zoomTo(zoomAbout(now, place, event.deltaY < 0 ? 1 / 1.25 : 1.25));
      }
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (sideways === 0 || now.zoom.to - now.zoom.from >= now.axis.length) return;
      event.preventDefault();
      zoomTo(panBy(now, (sideways / box.width) * width(now)));
    },
    { passive: false },
  );
  document.addEventListener('pointerdown', event => {
    const over = laneOf(event);
    if (over === null || event.button !== 0) return;
    const start = ruler();
    const px = over.getBoundingClientRect().width;
    if (width(start) >= start.axis.length) return;
    const move = ({ clientX }: PointerEvent) => {
      const moved = event.clientX - clientX;
      if (Math.abs(moved) >= DRAG_PX) zoomTo(panBy(start, (moved / px) * width(start)));
    };
    document.addEventListener('pointermove', move);
    document.addEventListener('pointerup', () => document.removeEventListener('pointermove', move), { once: true });
  });
}
