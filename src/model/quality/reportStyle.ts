/** Of the HTML report. The policy lets in this text and no other: a test compares the hash. */
export const STYLE = `:root{color-scheme:light dark;--fg:#1f2328;--bg:#fff;--dim:#59636e;--line:#d1d9e0;--soft:#f6f8fa;--ok:#1a7f37;--bad:#cf222e;--warn:#8a5300;--run:#0969da;--hit:#ffebe9}
@media (prefers-color-scheme:dark){:root{--fg:#e6edf3;--bg:#0d1117;--dim:#9198a1;--line:#3d444d;--soft:#161b22;--ok:#3fb950;--bad:#f85149;--warn:#d29922;--run:#4493f8;--hit:#3c1618}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem;max-width:80rem;font:15px/1.45 system-ui,sans-serif;color:var(--fg);background:var(--bg);overflow-wrap:anywhere}
h1{font-size:1.4rem;margin:0 0 .3rem}h2{font-size:1.05rem;margin:0 0 .3rem}p{margin:0 0 .6rem}
dl{display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;margin:0 0 1rem;font-size:.9rem}dl div{display:flex;gap:.4rem}dt,.dim,.s{color:var(--dim)}dd{margin:0}.s{font-size:.9rem}
.wide{overflow-x:auto;margin-bottom:.4rem}table{border-collapse:collapse;font-size:.9rem;min-width:100%}
th,td{padding:.3rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}th{font-weight:600;color:var(--dim);white-space:nowrap}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.nw{white-space:nowrap}.wide td{overflow-wrap:break-word}.rule{min-width:14rem}code{font-family:ui-monospace,monospace;font-size:.92em}
section{margin-top:1.4rem;padding-top:1rem;border-top:1px solid var(--line)}
.mark{display:inline-block;min-width:1.1em;text-align:center;font-weight:700}.passed{color:var(--ok)}.failed{color:var(--bad)}.warned,.could_not_run{color:var(--warn)}
.bar{display:block;width:6.5rem;height:16px}.bg{fill:var(--line)}.fill{fill:var(--run)}.tick{stroke:var(--fg);stroke-width:1.5}
.hit{background:var(--hit);box-shadow:inset 2px 0 var(--bad);font-weight:600}
@media print{:root{color-scheme:light;--fg:#000;--bg:#fff;--dim:#444;--line:#bbb;--hit:#fff}body{padding:0;max-width:none;font-size:11px}.wide{overflow:visible}th,.wide td{white-space:normal;overflow-wrap:anywhere}.rule{min-width:9rem}tr,h2{break-inside:avoid}h2{break-after:avoid}thead{display:table-header-group}}
`;

export const STYLE_HASH = 'sha256-C/0YFK8LH6dmLFuc0jV5omWh35Qux80dtgcQfftNVCw=';
