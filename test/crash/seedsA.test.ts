import { trySeeds } from './seeds.ts';

trySeeds(1, 10_000);
