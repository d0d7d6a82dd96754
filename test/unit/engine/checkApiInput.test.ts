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
    ['api_header_literal', ['headers:', '  Accept: text/csv', '  X-Key: env:INGESTION_WORKSHOP_X'], [2, 11]],
    ['header_name_bad', ['headers: { "A\\nB": "env:INGESTION_WORKSHOP_X" }'], [1, 12]],
    ['header_reserved', ['headers:', '  Content-Length: env:INGESTION_WORKSHOP_X'], [2, 3]],
    ['bad_enum', ['pagination: pages'], [1, 13]],
    ['api_bad_url', ['base_url: ftp://example.org/'], [1, 11]],
    ['api_bad_date', ['end_date: 31/01/2026'], [1, 11]],
    ['api_config_empty', ['# nothing'], [1, 1]],
    ['api_config_not_a_mapping', ['- base_url: https://example.org/'], [1, 1]],
    ['api_option_missing', ['primary_key: []'], [1, 14]],
    ['api_option_missing', ['primary_key: [id, ""]'], [1, 14]],
    ['api_skip_watermark', ['watermark: hash', 'skip_existing: true'], [2, 16]],
    ['api_parameter_twice', ['start_param: day', 'end_param: day'], [2, 12]],
    ['api_parameter_twice', ['start_param: _page'], [1, 14]],
    ['api_parameter_twice', ['query:', '  offset: 3', 'pagination: offset'], [2, 11]],
    ['api_parameter_twice', ['parameters:', '  page: n', '  limit: n'], [3, 10]],
  ])('%s is told at its line', (code, lines, place) => {
    expect(codesOf(...lines)).toEqual([[code, ...place]]);
  });

  it.each([
    ['a name that its style of pages does not use', ['start_param: offset', 'query: { cursor: x, after_id: 3 }']],
    [
      'the watermark under the name of the first day, which it takes the place of',
      ['start_param: since', 'watermark: last_updated_at'],
    ],
    ['an address that was copied with its page', ['base_url: https://example.org/?_page=3&_limit=10#top']],
  ])('may have %s', (_, lines) => {
    expect(check(...lines)).toMatchObject({ problems: [], warnings: [] });
  });

  it('a key that nothing reads is a warning', () => {
    expect(check('kind: events').warnings).toMatchObject([{ code: 'api_config_unknown_key', line: 1 }]);
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
