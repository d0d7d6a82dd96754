import { expect, it } from 'vitest';
import type { PreviewEntry } from '../../../../src/model/preview/preview.ts';
import { previewCsv } from '../../../../src/model/preview/previewCsv.ts';

const entry = (uri: string): PreviewEntry => ({
  ...{ uri, action: 'skip', reason: { code: 'not_http', params: {} }, aliasOf: null, level: 1 },
  ...{ foundOn: 'https://a.fr/', cause: null, followsLinks: false, loaded: null },
});

it('a preview as CSV quotes what must be quoted, and no address becomes a formula', () => {
  const csv = previewCsv([entry('https://a.fr/?a=1,2'), entry('=1+1'), entry('say "x"')], () => 'why, indeed');
  expect(csv.split('\r\n')).toEqual([
    'uri,action,level,reason_code,reason,alias_of,found_on',
    '"https://a.fr/?a=1,2",skip,1,not_http,"why, indeed",,https://a.fr/',
    `'=1+1,skip,1,not_http,"why, indeed",,https://a.fr/`,
    '"say ""x""",skip,1,not_http,"why, indeed",,https://a.fr/',
    '',
  ]);
});
