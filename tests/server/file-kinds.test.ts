import { describe, expect, test } from 'vitest'
import { kindOf } from '../../server/files/kinds.ts'
import { fileName } from '../../server/files/names.ts'
import { docx, html, pdf, png, svg, zip } from '../support/file-samples.ts'

const text = (content: string) => new TextEncoder().encode(content)
const program = new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0])

describe('what a file is, is told by its content', () => {
  test.each([
    ['offer.pdf', pdf, 'application/pdf'],
    ['offer.docx', docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a picture that says it is HTML.html', png, 'image/png'],
    ['prices.CSV', text('item;price\nchair;10\n'), 'text/csv'],
    ['prices from an old spreadsheet.csv', new Uint8Array([0x53, 0xfc, 0x63, 0x6b, 0x0a]), 'text/csv'],
    ['note.txt', text('BM, 3 < 4, and a <b>word</b>'), 'text/plain'],
  ])('%s', async (name, content, type) => {
    expect((await kindOf(new Blob([content]), name))?.type).toBe(type)
  })

  test.each([
    ['HTML with a script', 'x.html', html],
    ['HTML that says it is a picture', 'x.png', html],
    ['SVG with a script', 'logo.svg', svg],
    ['HTML behind a byte order mark and lines', 'x.txt', text('\uFEFF\n\n <html>')],
    ['an archive', 'all.zip', zip],
    ['a program', 'setup.pdf', program],
  ])('and %s is none that can be attached', async (_, name, content) => {
    expect(await kindOf(new Blob([content]), name)).toBe(undefined)
  })
})

test.each([
  ['../../x.txt', 'x.txt'],
  ['C:\\Users\\ada\\offer.txt', 'offer.txt'],
  ['..', 'file.txt'],
  ['', 'file.txt'],
  ['/', 'file.txt'],
  ['.htaccess', 'htaccess.txt'],
  ['x.html', 'x.html.txt'],
  ['gpj.\u202Eexe', 'gpj.exe.txt'],
  ['a\u0000b\r\nSet-Cookie: c.txt', 'abSet-Cookie: c.txt'],
  ['Zu\u0308rich.txt', 'Z\u00FCrich.txt'],
  ['x'.repeat(300), `${'x'.repeat(196)}.txt`],
  [`${'x'.repeat(195)}\u{1F600}.txt`, `${'x'.repeat(195)}.txt`],
  ['half \uD800.txt', 'half \uFFFD.txt'],
])('a file has a name that hides nothing, leads nowhere and fits its content: %j', (given, name) => {
  expect(fileName(given, { type: 'text/plain', endings: ['txt'] })).toBe(name)
})
