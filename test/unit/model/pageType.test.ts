import { describe, expect, it } from 'vitest';
import { isBlank, pageTypeOf } from '../../../src/model/pageType.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const html = '\n<!-- a -->\n<!DOCTYPE html><p>x';
/** UTF-16 with its mark, little end first. */
const wide = new Uint8Array([0xff, 0xfe, ...Buffer.from('<html>', 'utf16le'), 0x20, 0]);

describe('what a page is', () => {
  it.each([
    ['text/html; charset=utf-8', 'no tag at all'],
    ['application/xhtml+xml', '<?xml version="1.0"?><html>'],
    ['application/octet-stream', html],
    [null, html],
    ['', '<p >x'],
    ['TEXT/HTML', '\x89PN no picture'],
  ])('%s with %j is HTML', (type, text) => expect(pageTypeOf(type, bytes(text))).toEqual({ html: true }));

  it('HTML in UTF-16 without a type is HTML', () => expect(pageTypeOf(null, wide)).toEqual({ html: true }));

  it.each([
    ['text/html', '%PDF-1.7', 'application/pdf'],
    [null, '%PDF-1.7', 'application/pdf'],
    ['application/pdf', html, 'application/pdf'],
    ['application/vnd.oasis.opendocument.text', 'PK\x03\x04', 'application/vnd.oasis.opendocument.text'],
    ['text/plain; charset=utf-8', html, 'text/plain'],
    [null, 'hello', 'application/octet-stream'],
    ['application/octet-stream', '<pre', 'application/octet-stream'],
  ])('%s with %j is %s', (type, text, mime) => expect(pageTypeOf(type, bytes(text))).toEqual({ html: false, mime }));

  it('a picture that says it is HTML is a picture', () => {
    const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]);
    expect(pageTypeOf('text/html', picture)).toEqual({ html: false, mime: 'image/png' });
  });
});

it('white space and NUL are blank', () => {
  expect([bytes(''), bytes(' \r\n\t\0'), bytes(' x')].map(isBlank)).toEqual([true, true, false]);
});
