import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

export const isLoopback = (host: string): boolean => loopback.has(host);

/**
 * Whether the Host header names us: a page of another site whose name was made to point at 127.0.0.1
 * (DNS rebinding) carries its own name there and is refused.
 */
export function hostIsOurs(request: IncomingMessage, port: number): boolean {
  const host = (request.headers.host ?? '').toLowerCase();
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return names.some(name => host === `${name}:${port}` || (port === 80 && host === name));
}

/** The token as `Authorization: Bearer …` or, where `query` is given, as `?token=…`. */
export function hasToken(request: IncomingMessage, token: string, query?: URLSearchParams): boolean {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const given = bearer ?? query?.get('token') ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

/** Hashed first because timingSafeEqual wants equal lengths. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
