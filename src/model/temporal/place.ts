/** Where runs go that one machine is too small for. */
export interface TemporalPlace {
  /** `host:port` */
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly tls: boolean;
  /** PEM files, absolute; null: what the system trusts, and no client certificate. */
  readonly tlsCa: string | null;
  readonly tlsCert: string | null;
  readonly tlsKey: string | null;
  /** Empty: none. Never logged. */
  readonly apiKey: string;
}
