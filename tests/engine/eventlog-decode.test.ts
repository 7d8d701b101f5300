import { describe, expect, test } from 'vitest'
import { decodeText } from '../../engine/eventlog/decode.ts'

async function decode(...chunks: (Uint8Array | string)[]): Promise<string> {
  const bytes = chunks.map(chunk => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk))
  let text = ''
  for await (const piece of decodeText(bytes, 'leads.csv')) text += piece
  return text
}

const faultOf = (...chunks: (Uint8Array | string)[]) => decode(...chunks).catch(error => error.message)

describe('an event log is text in UTF-8', () => {
  test('with a byte order mark or without', async () => {
    expect(await decode('São')).toBe('São')
    expect(await decode('\uFEFFSão')).toBe('São')
  })

  test('also when a character is cut by the end of a chunk', async () => {
    const bytes = Buffer.from('São 📦')

    expect(await decode(bytes.subarray(0, 2), bytes.subarray(2, 7), bytes.subarray(7))).toBe('São 📦')
  })

  test('so UTF-16 is recognised, with its mark and without', async () => {
    const utf16 = Buffer.from('id,name\n1,a\n', 'utf16le')

    expect(await faultOf(Buffer.from([0xff, 0xfe]), utf16)).toContain(
      'is encoded in UTF-16. Save it as UTF-8',
    )
    expect(await faultOf(utf16)).toContain('seems to be encoded in UTF-16. Save it as UTF-8')
  })

  test('so another 8-bit encoding is recognised, with the place of the first wrong byte', async () => {
    const windows = Buffer.from('id,city\n1,São\n2,x\n', 'latin1')

    expect(await faultOf(windows)).toBe(
      'leads.csv, line 2, column 4: the byte E3 is not UTF-8; the file is probably in Windows-1252 or ' +
        'ISO 8859-1. Save it as UTF-8 and import it again',
    )
    expect(await faultOf('id,city\n1,é\n', windows.subarray(8))).toContain(
      'leads.csv, line 3, column 4: the byte E3',
    )
  })

  test('so archives and binary files are recognised', async () => {
    expect(await faultOf(Buffer.from([0x1f, 0x8b, 8, 0]))).toContain(
      'is compressed with gzip. Unpack it first',
    )
    expect(await faultOf('PK\x03\x04')).toContain('is a ZIP archive, or a spreadsheet')
    expect(await faultOf('id,name\n', `1,abc\0${'x'.repeat(100)}`)).toContain(
      'line 2, column 6: has a NUL character',
    )
  })

  test('so a file that was cut off inside a character is recognised', async () => {
    expect(await faultOf(Buffer.from('São').subarray(0, 2))).toContain('it was cut off')
  })
})
