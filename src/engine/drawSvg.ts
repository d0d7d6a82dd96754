import {
  headHeight,
  nameBase,
  PADDING,
  pathOf,
  rowBase,
  type Box,
  type Edge,
  type ModelDrawing,
  type Row,
} from '../model/drawing.ts';

export interface SvgWords {
  readonly title: string;
  /** Beside a dashed line. */
  readonly byFile: string;
}

/** Dark text on white, also where a page is dark: an exported picture is mostly printed or pasted. */
const STYLE = `text{font:11px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#1f1f1f}
.name{font:600 12px system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;text-anchor:middle}
.kind{font:11px system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;text-anchor:middle;fill:#616161}
.type,.card{fill:#616161}.type{text-anchor:end}.req{font-weight:700}
.card{paint-order:stroke;stroke:#fff;stroke-width:4px}
.box{fill:#f8f8f8;stroke:#616161}.rule{stroke:#616161}
.edge{fill:none;stroke:#616161}.file{stroke-dasharray:4 3}.tip{fill:none;stroke:#616161;stroke-width:1.2}`;

/** A self-contained SVG: no script, nothing fetched, every text escaped. */
export function drawSvg({ width, height, boxes, edges }: ModelDrawing, words: SvgWords): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="title">`,
    `<title id="title">${escapeXml(words.title)}</title>`,
    `<style>${STYLE}</style>`,
    '<marker id="tip" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="tip" d="M1 1l6 3-6 3"/></marker>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...edges.map(edge => drawEdge(edge, words)),
    ...boxes.map(drawBox),
    '</svg>',
    '',
  ].join('\n');
}

function drawEdge({ points, byFile, label, cardinality }: Edge, words: SvgWords): string {
  const path = `<path class="edge${byFile ? ' file' : ''}" d="${pathOf(points)}" marker-end="url(#tip)"/>`;
  const text = escapeXml(byFile ? words.byFile : cardinality);
  return `${path}<text class="card" x="${label.x}" y="${label.y}" text-anchor="${label.anchor}">${text}</text>`;
}

function drawBox(box: Box): string {
  const { x, y, width, height, kind } = box;
  const middle = x + width / 2;
  const rule = y + headHeight(kind);
  return [
    `<g><rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="${kind === 'class' ? 2 : 10}"/>`,
    ...(kind === 'class' ? [] : [`<text class="kind" x="${middle}" y="${y + 16}">«enumeration»</text>`]),
    `<text class="name" x="${middle}" y="${nameBase(box)}">${escapeXml(box.name)}</text>`,
    `<path class="rule" d="M${x} ${rule}h${width}"/>`,
    ...box.rows.map((row, at) => drawRow(box, row, rowBase(box, at))),
    '</g>',
  ].join('');
}

function drawRow({ x, width }: Box, { name, type, required, showsType }: Row, base: number): string {
  const left = `<text${required ? ' class="req"' : ''} x="${x + PADDING}" y="${base}">${escapeXml(name)}</text>`;
  if (!showsType || type === '') return left;
  return `${left}<text class="type" x="${x + width - PADDING}" y="${base}">${escapeXml(type)}</text>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters have no place in XML at all, escaped or not. */
const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, mark => ENTITIES[mark] ?? '').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '�');
