import { describe, expect, test } from 'vitest';
import { answerKept } from '../../../../src/engine/learner/caseOfRun.ts';
import { sampleCase } from '../../../../src/engine/learner/sampleCase.ts';
import { readChunks } from '../../../../src/engine/readChunks.ts';
import type { Http, HttpRequest } from '../../../../src/engine/ports.ts';
import { STAGES } from '../../../../src/model/stage.ts';

const request = (url: string): HttpRequest => ({
  ...{ url, headers: {}, timeoutMs: 1, maxBytes: 1 },
  signal: new AbortController().signal,
});

describe('a page that a run has kept', () => {
  const network: Http = {
    get: async ({ url }) => ({ status: 500, headers: { asked: url }, body: new Uint8Array() }),
    lookup: async () => [],
  };
  const page = { uri: 'https://a.example/one', contentType: 'text/html; charset=latin1', body: new Uint8Array([233]) };
  const http = answerKept(network, page);

  test('is given as its server gave it, byte by byte', async () => {
    expect(await http.get(request(page.uri))).toEqual({
      status: 200,
      headers: { 'content-type': page.contentType },
      body: page.body,
    });
  });
  test('needs no robots.txt any more, and no other page is made up', async () => {
    expect((await http.get(request('https://a.example/robots.txt'))).status).toBe(404);
    expect((await http.get(request('https://b.example/robots.txt'))).status).toBe(500);
    expect((await http.get(request('https://a.example/two'))).headers).toEqual({ asked: 'https://a.example/two' });
  });
  test('none is kept: the network answers', () => expect(answerKept(network, null)).toBe(network));
});

describe('the case for who has no run', () => {
  test.each(STAGES)('%s has something to work on', stage => {
    const { source, work, answers } = sampleCase(stage);
    expect(work ?? answers?.[source.uri]?.body).toMatch(/twelve euros/);
  });
  test('its chunks are chunks', () => {
    expect(readChunks(sampleCase('INDEXING').work ?? '', {})).toHaveLength(2);
  });
});
