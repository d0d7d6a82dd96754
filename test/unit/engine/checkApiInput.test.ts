import { describe, expect, it } from 'vitest';
import { checkApiInput } from '../../../src/engine/checkApiInput.ts';
import { completeInput } from '../../../src/engine/completeInput.ts';
import { hoverInput } from '../../../src/engine/hoverInput.ts';
import { API_INPUT_TYPE } from '../../../src/engine/inputModel.ts';

const check = (...lines: string[]) => checkApiInput(lines.join('\n'), { language: 'yaml' });
const codesOf = (...lines: string[]) => check(...lines).problems.map(({ code, line, column }) => [code, line, column]);

describe('the configuration of an ingestion from an API', () => {
  it('needs neither its address nor its days: a command gives them', () => {
    expect(check('pagination: link', 'end_date: 2026-01-31')).toMatchObject({ problems: [], warnings: [] });
  });

  it.each([
    ['load_replace_watermark', ['watermark: last_updated_at', 'write: replace'], [2, 8]],
    ['load_append_all', ['write: append'], [1, 8]],
    ['load_append_changed', ['write: append', 'watermark: hash'], [1, 8]],
    ['load_cursor_pagination', ['pagination: page', 'watermark: cursor'], [2, 12]],
    ['api_bad_time_zone', ['time_zone: Europe/Nowhere'], [1, 12]],
    ['api_bad_date', ['start_date: "2026-02-30"'], [1, 13]],
    ['api_dates_reversed', ['start_date: "2026-02-02"', 'end_date: "2026-02-01"'], [2, 11]],
    ['api_url_secret', ['base_url: https://ada:secret@example.org/'], [1, 11]],
    ['api_query_secret', ['base_url: https://example.org/?limit=2&api_key=abc'], [1, 11]],
    ['api_query_secret', ['query: { access_token: abc }'], [1, 8]],
    ['api_bad_type', ['columns:', '  fare: money'], [2, 9]],
    ['api_header_literal', ['headers:', '  Authorization: Bearer s3cret'], [2, 18]],
    ['bad_enum', ['pagination: pages'], [1, 13]],
  ])('%s is told at its line', (code, lines, place) => {
    expect(codesOf(...lines)).toEqual([[code, ...place]]);
  });

  it('a misspelt key is a warning', () => {
    expect(check('paginaton: page').warnings).toMatchObject([{ code: 'misspelt_key', line: 1 }]);
  });
});

describe('the editor', () => {
  const labels = (text: string) => completeInput(text, text.length, 'yaml', API_INPUT_TYPE).map(({ label }) => label);

  it('completes keys, values and parameters of it', () => {
    expect(labels('')).toEqual(expect.arrayContaining(['base_url', 'pagination', 'primary_key']));
    expect(labels('pagination: ')).toEqual(['page', 'offset', 'cursor', 'keyset', 'link']);
    expect(labels('parameters:\n  ')).toEqual(['page', 'offset', 'cursor', 'after', 'limit']);
    expect(labels('full_refresh: ')).toEqual(['true', 'false']);
    expect(labels('')).not.toContain('sources');
  });

  it('explains a key of it', () => {
    expect(hoverInput('write: merge', 2, 'yaml', API_INPUT_TYPE)).toMatchObject({
      ...{ title: 'ApiIngestionInput.write', documentation: 'schema.ApiIngestionInput.write' },
      allowed: ['replace', 'append', 'merge'],
    });
  });
});
