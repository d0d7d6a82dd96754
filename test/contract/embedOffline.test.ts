import { createOfflineEmbedder } from '../../src/engine/embedOffline.ts';
import { describeEmbedder } from './embedder.suite.ts';

describeEmbedder('the offline embedder', createOfflineEmbedder);
