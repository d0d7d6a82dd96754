/** Sharp on a screen of twice the density, and within what a canvas can hold (16,384 px a side). */
const [DENSITY, LARGEST] = [2, 16_000];

/** An SVG text as a PNG, in base64. The picture is ours and loads nothing, so the canvas stays readable. */
export async function pngOf(svg: string): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const density = Math.min(DENSITY, LARGEST / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(image.width * density), Math.round(image.height * density)];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
}
