import '../common/kit.css';
import { html, render } from '../common/lit.ts';
import { startPage } from '../common/start.ts';

type None = Record<never, never>;

void startPage<None, None>(({ text }) => ({
  handlers: {},
  draw: () => {
    const view = html`<header class="head"><h1>${text.say('model.title')}</h1></header>
      <main></main>`;
    render(view, document.body);
  },
}));
