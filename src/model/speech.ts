import { render, type Catalogue, type Language } from './text.ts';

/** Words and figures in the language of the moment: every call asks for it again, so a changed setting needs no rebuild. */
export interface Text {
  readonly language: Language;
  say(key: string, params?: Readonly<Record<string, string | number>>): string;
  has(key: string): boolean;
  /** `key.one` or `key.other`, by the language's own rule; the figure is `{n}`. */
  count(key: string, n: number): string;
  number(n: number): string;
  /** Local time of day from RFC 3339. */
  time(at: string): string;
  dateTime(at: string): string;
  /** The same without the year, for rows that are narrow. */
  dayTime(at: string): string;
  /** `November 2026` from `2026-11`. */
  month(month: string): string;
  /** `0:41`, `12:03`, `1:02:03`. */
  duration(ms: number): string;
  /** The sentences whose keys begin with one of these: what a page needs of the catalogue. */
  part(beginnings: readonly string[]): Catalogue;
}

export interface Speech {
  readonly language: Language;
  readonly catalogue: Catalogue;
  /** IANA name; the machine's own when absent. */
  readonly timeZone?: string;
}

export function createSpeech(current: () => Speech): Text {
  const say: Text['say'] = (key, params) => render(current().catalogue, key, params);
  const number: Text['number'] = n => new Intl.NumberFormat(current().language).format(n);
  const stamp = (at: string, shape: Intl.DateTimeFormatOptions) => {
    const { language, timeZone } = current();
    const zone = timeZone === undefined ? {} : { timeZone };
    return new Intl.DateTimeFormat(language === 'fr' ? 'fr' : 'en-GB', { ...shape, ...zone }).format(new Date(at));
  };
  return {
    get language() {
      return current().language;
    },
    say,
    has: key => Object.hasOwn(current().catalogue, key),
    number,
    count: (key, n) => {
      const one = new Intl.PluralRules(current().language).select(n) === 'one';
      return say(`${key}.${one ? 'one' : 'other'}`, { n: number(n) });
    },
    time: at => stamp(at, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    dateTime: at => stamp(at, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
    dayTime: at => stamp(at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
    month: month =>
      new Intl.DateTimeFormat(current().language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
        new Date(`${month}-01T00:00:00Z`),
      ),
    duration,
    part: beginnings => {
      const wanted = Object.entries(current().catalogue).filter(([key]) =>
        beginnings.some(begin => key.startsWith(begin)),
      );
      return Object.fromEntries(wanted);
    },
  };
}

function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
