import { trySeeds } from './seeds.ts';

trySeeds(10_001, 20_000);
