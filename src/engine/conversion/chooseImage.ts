/** Which address of an image is the picture itself: lazy loaders put a placeholder in `src`. */

const LAZY = [
  'data-src',
  'data-original',
  'data-lazy-src',
  'data-lazy',
  'data-url',
  'data-hi-res-src',
  'data-full-src',
  'data-image',
  'data-srcset',
  'data-lazy-srcset',
];
const PLACEHOLDER =
  /(?:^|[/_.-])(?:blank|spacer|placeholder|transparent|pixel|1x1|lazy|loading|grey|empty)(?:[_.-][^/]*)?\.(?:gif|png|svg|jpe?g|webp)(?:\?|$)/i;

/** The address, or null when there is no picture to point to. */
export function chooseImage(image: Element): string | null {
  if (image.getAttribute('width') === '1' || image.getAttribute('height') === '1') return null;
  const src = image.getAttribute('src')?.trim() ?? '';
  if (isPicture(src) && !PLACEHOLDER.test(src)) return src;
  for (const name of LAZY) {
    const value = image.getAttribute(name)?.trim() ?? '';
    const address = name.endsWith('srcset') ? largest(value) : value;
    if (address !== null && isPicture(address)) return address;
  }
  return largest(image.getAttribute('srcset') ?? '') ?? sourceOfPicture(image);
}

function isPicture(address: string): boolean {
  return address !== '' && !/^(?:data|blob|javascript|about):|[{}]|\s\d+(?:\.\d+)?[wx]\b/i.test(address);
}

function sourceOfPicture(image: Element): string | null {
  const picture = image.parentElement;
  if (picture?.tagName !== 'PICTURE') return null;
  for (const source of picture.querySelectorAll('source')) {
    const address = largest(source.getAttribute('srcset') ?? source.getAttribute('data-srcset') ?? '');
    if (address !== null) return address;
  }
  return null;
}

/** The widest candidate of a srcset; addresses may contain commas, so candidates end at comma and white space. */
function largest(srcset: string): string | null {
  let best: string | null = null;
  let size = -1;
  for (const candidate of srcset.split(/,\s+|,(?=https?:|\/)/)) {
    const [address = '', descriptor = '1x'] = candidate.trim().split(/\s+/);
    const width = parseFloat(descriptor) || 1;
    if (isPicture(address) && width > size) [best, size] = [address.replace(/,$/, ''), width];
  }
  return best;
}
