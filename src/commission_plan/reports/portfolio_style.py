"""The style sheet of the portfolio's page: light and dark, high contrast, narrow screens, paper."""

STYLE = """
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #14191f; --soft: #47525d; --line: #b9c2cb; --tint: #f2f4f7;
  --link: #0b4f9e; --good: #0a6338; --care: #8a4300; --bad: #a8141c;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #12171c; --ink: #eef1f4; --soft: #b7c1cb; --line: #4b5762; --tint: #1c242b;
    --link: #8cc4ff; --good: #71d6a0; --care: #f5b566; --bad: #ff9c96;
  }
}
@media (prefers-contrast: more) { :root { --soft: var(--ink); --line: var(--ink); } }
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 0 1.25rem 3rem; max-width: 76rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 "Liberation Sans", Arial, Helvetica, sans-serif; overflow-wrap: anywhere;
}
p, li, h1, td, th, caption { unicode-bidi: plaintext; }
h1 { margin: 1.5rem 0 .25rem; font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.2rem); line-height: 1.2; }
h2 { margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 2px solid var(--ink); font-size: 1.4rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: 1rem; top: -10rem; padding: .75rem 1rem; background: var(--paper); border: 2px solid }
.skip:focus { top: .5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 1rem 0 0; padding: 0; list-style: none; }
nav a { display: inline-block; min-height: 1.75rem; padding: .125rem 0; }
small { display: block; font-size: .875rem; font-weight: normal; color: var(--soft); }
.is-covered { color: var(--good); }
.is-option { color: var(--care); }
.is-gap, .is-invalid { color: var(--bad); }
[class^="is-"] { font-weight: bold; white-space: nowrap; }
.wide { overflow-x: auto; }
.wide svg { display: block; width: 100%; min-width: 50rem; height: auto; }
table { width: 100%; margin: 0 0 1.5rem; border-collapse: collapse; font-size: .9375rem; }
caption { padding: .75rem 0 .5rem; text-align: left; font-weight: bold; }
th, td { padding: .5rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { overflow-wrap: normal; background: var(--tint); border-bottom: 2px solid var(--ink); }
td ul { margin: 0; padding-left: 1.1rem; }
time { white-space: nowrap; }
.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 47.99rem) {
  body { padding: 0 1rem 2rem; }
  table, caption, tbody, tr, tbody th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { margin-bottom: .75rem; padding: .5rem .75rem; border: 1px solid var(--line); }
  tbody th, td { padding: .15rem 0; border: 0; }
  td { position: relative; padding-left: 7.5rem; min-height: 1.5rem; }
  td::before { position: absolute; left: 0; width: 7rem; content: attr(data-head); color: var(--soft); }
  td:empty { display: none; }
}
@page { size: A4 landscape; margin: 12mm; }
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #333; --line: #999; --tint: #f2f4f7; --link: #000; }
  html { font-size: 9pt; }
  body { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  .wide svg { min-width: 0; }
  tr { break-inside: avoid; }
  h2 { break-after: avoid; }
  thead { display: table-header-group; }
}
"""
