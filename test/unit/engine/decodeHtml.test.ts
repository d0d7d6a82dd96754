import { describe, expect, it } from 'vitest';
import { decodeHtml } from '../../../src/engine/decodeHtml.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = (text: string): Uint8Array => Uint8Array.from(text, character => character.charCodeAt(0));
const wide = (text: string, littleEndian: boolean): Uint8Array => {
  const bytes = new DataView(new ArrayBuffer(text.length * 2));
  [...text].forEach((character, index) => bytes.setUint16(index * 2, character.charCodeAt(0), littleEndian));
  return new Uint8Array(bytes.buffer);
};

describe('decodeHtml', () => {
  it('reads UTF-8 without any declaration', () => {
    expect(decodeHtml(utf8('<p>Été à 5 €</p>'))).toEqual({ text: '<p>Été à 5 €</p>', charset: 'utf-8' });
  });

  it('drops a byte order mark', () => {
    expect(decodeHtml(utf8('\uFEFF<p>é</p>')).text).toBe('<p>é</p>');
  });

  it('believes valid UTF-8 more than a header that lies', () => {
    expect(decodeHtml(utf8('déjà'), 'text/html; charset=ISO-8859-1')).toEqual({ text: 'déjà', charset: 'utf-8' });
  });

  it('reads windows-1252 when nothing is declared, its own signs included', () => {
    const bytes = latin('co\xfbt : 5 \x80, l\x92\x9cuvre');
    expect(decodeHtml(bytes)).toEqual({ text: 'coût : 5 €, l’œuvre', charset: 'windows-1252' });
  });

  it('reads what the header says when the bytes are no UTF-8', () => {
    expect(decodeHtml(latin('\xcf\xf0\xe8\xe2\xe5\xf2'), 'text/html; charset="windows-1251"').text).toBe('Привет');
  });

  it('reads what the meta says when there is no header', () => {
    const { text, charset } = decodeHtml(latin('<html><head><meta charset=iso-8859-2></head>\xa3\xf3d\xbc'));
    expect(charset).toBe('iso-8859-2');
    expect(text.endsWith('Łódź')).toBe(true);
  });

  it('reads the older meta form', () => {
    const page = latin('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">\xcf');
    expect(decodeHtml(page).text.endsWith('П')).toBe(true);
  });

  it('does not believe a UTF-8 header over bytes that are not', () => {
    expect(decodeHtml(latin('\xe9t\xe9 \xe0 No\xebl'), 'text/html; charset=utf-8').text).toBe('été à Noël');
  });

  it('forgives one stray byte in a page said to be UTF-8', () => {
    const bytes = Uint8Array.from([...utf8('été à Noël '), 0xe9]);
    expect(decodeHtml(bytes, 'text/html; charset=utf-8')).toEqual({ text: 'été à Noël \uFFFD', charset: 'utf-8' });
  });

  it('reads UTF-16 with a mark, of either order', () => {
    expect(decodeHtml(wide('\uFEFF<p>œuf</p>', true))).toEqual({ text: '<p>œuf</p>', charset: 'utf-16le' });
    expect(decodeHtml(wide('\uFEFF<p>œuf</p>', false))).toEqual({ text: '<p>œuf</p>', charset: 'utf-16be' });
  });

  it('reads UTF-16 without a mark', () => {
    expect(decodeHtml(wide('<p>é</p>', true)).text).toBe('<p>é</p>');
    expect(decodeHtml(wide(' <p>é</p>', false), 'text/html; charset=utf-16be').text).toBe(' <p>é</p>');
  });

  it('leaves aside a label that no standard knows', () => {
    expect(decodeHtml(latin('\xe9'), 'text/html; charset=klingon').text).toBe('é');
  });

  it('reads Japanese that looks like ASCII when it is declared', () => {
    expect(decodeHtml(latin('\x1b$B4A\x1b(B'), 'text/html; charset=iso-2022-jp').text).toBe('漢');
  });

  it('reads nothing as nothing', () => {
    expect(decodeHtml(new Uint8Array())).toEqual({ text: '', charset: 'utf-8' });
  });
});
