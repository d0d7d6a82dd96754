import { DAY_CALLS, NIGHT_CALLS, NOTES, TAG_LISTS } from './network.ts';

/**
 * The events of the network, each a pure function of the seed and its slot (0 … count − 1), so that a million cost no
 * memory. They lie in the order of their time, from 1 January to 31 March 2026 as the town's clocks show it.
 */
export interface Events {
  readonly count: number;
  /** The row without its id, ready to stand behind it: `"line":…}`. A slot beyond the range is of the first or last day. */
  write(slot: number): string;
  /** YYYY-MM-DD, by the town's clock; never falls from one slot to the next. */
  dateOf(slot: number): string;
  /** When it was changed last, in seconds since 1970. */
  updatedAt(slot: number): number;
}

const DAY = 86_400;
const SENDING = DAY / 4;
const EPOCH = Date.UTC(2025, 11, 31) / 1000;
/** Midnight of 1 January 2026 in the town, whose winter time is UTC+1. */
const START = EPOCH + 23 * 3600;
/** 90 days; the last Sunday of March has 23 hours. */
const SPAN = 90 * DAY - 3600;
const SUMMER_TIME = Date.UTC(2026, 2, 29, 1) / 1000;

/** Days of the calendar from 31 December 2025 on; corrections reach into April. */
const DATES = Array.from({ length: 110 }, (_, day) => new Date((EPOCH + day * DAY) * 1000).toISOString().slice(0, 10));
const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
const THREE_DIGITS = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'));

export function createEvents(count: number, seed: number): Events {
  const timeOf = (slot: number): number => {
    if (slot < 0) return START + (hash(seed, slot) % DAY);
    if (slot >= count) return START + SPAN - 1 - (hash(seed, slot) % DAY);
    return START + Math.floor(((slot + hash(seed, slot) / 2 ** 32) / count) * SPAN);
  };
  return {
    count,
    write: slot => writeRow(timeOf(slot), hash(seed + 1, slot), hash(seed + 2, slot)),
    dateOf: slot => DATES[Math.floor((local(timeOf(slot)) - EPOCH) / DAY)]!,
    updatedAt: slot => updateOf(timeOf(slot), hash(seed + 1, slot)),
  };
}

/** lowbias32 (C. Wellons, public domain): 32 bits that look like chance. */
function hash(seed: number, slot: number): number {
  let mixed = Math.imul(seed, 0x9e3779b1) ^ slot;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

const local = (time: number): number => time + (time < SUMMER_TIME ? 3600 : 7200);

/** The network sends its changes four times a day, so that many rows share one time; one in 53 is corrected days later. */
function updateOf(time: number, chance: number): number {
  const corrected = chance % 53 === 0 ? time + DAY + (chance % (4 * DAY)) : time;
  return Math.ceil(corrected / SENDING) * SENDING;
}

function writeRow(time: number, chance: number, other: number): string {
  const clock = local(time) - EPOCH;
  const date = DATES[Math.floor(clock / DAY)]!;
  const second = clock % DAY;
  const updated = updateOf(time, chance) - EPOCH;
  const calls = second > 3600 && second < 4.5 * 3600 ? NIGHT_CALLS : DAY_CALLS;
  const passengers = other % 17 === 0 ? 'null' : String((other >>> 8) % 181);
  const delay = other % 11 === 0 ? 'null' : String(((other >>> 4) % 7) * ((other >>> 16) % 5) - 2);
  const note = chance % 13 === 0 ? NOTES[(chance >>> 9) % NOTES.length]! : 'null';
  return (
    calls[chance % calls.length]! +
    TAG_LISTS[(other >>> 12) % TAG_LISTS.length]! +
    ',"passengers":' +
    passengers +
    ',"delay_minutes":' +
    delay +
    ',"fare":' +
    (1 + ((chance >>> 20) & 3)) +
    '.' +
    THREE_DIGITS[(chance >>> 7) % 1000]! +
    ',"occurred_at":"' +
    date +
    'T' +
    clockText(second) +
    (time < SUMMER_TIME ? '+01:00' : '+02:00') +
    '","updated_at":"' +
    DATES[Math.floor(updated / DAY)]! +
    'T' +
    clockText(updated % DAY) +
    'Z","event_date":"' +
    date +
    '","note":' +
    note +
    '}'
  );
}

const clockText = (second: number): string =>
  TWO_DIGITS[Math.floor(second / 3600)]! +
  ':' +
  TWO_DIGITS[Math.floor(second / 60) % 60]! +
  ':' +
  TWO_DIGITS[second % 60]!;
