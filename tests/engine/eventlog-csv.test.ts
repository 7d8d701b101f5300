import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsv } from '../../engine/eventlog/csv.ts'
import type { Row } from '../../engine/eventlog/row.ts'

async function read(chunks: string | string[], delimiter?: string): Promise<Row[]> {
  const rows: Row[] = []
  const options = { file: 'leads.csv', ...(delimiter !== undefined && { delimiter }) }
  for await (const row of readCsv([chunks].flat(), options)) rows.push(row)
  return rows
}

const faultOf = (text: string) => read(text).catch(error => error.message)

describe('a CSV file', () => {
  test('gives one row for each line below the header, with the line it begins on', async () => {
    const rows = await read('id,origin\n1,social\n2,email\n')

    expect(rows).toEqual([
      { line: 2, values: { id: '1', origin: 'social' } },
      { line: 3, values: { id: '2', origin: 'email' } },
    ])
  })

  test('keeps blank and "unknown" apart: both are what stands there', async () => {
    const rows = await read('id,origin\n1,\n2,unknown\n')

    expect(rows.map(row => row.values.origin)).toEqual(['', 'unknown'])
  })

  test('may end its lines in any of the three ways, and the last line not at all', async () => {
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      const rows = await read(['id,name', '1,a', '2,b'].join(lineEnd))

      expect(rows.map(row => [row.line, row.values.name])).toEqual([
        [2, 'a'],
        [3, 'b'],
      ])
    }
  })

  test('may have commas, quotes and line ends inside quotes, and counts its lines all the same', async () => {
    const rows = await read('id,note\n1,"said ""yes"", then\nleft"\n2,x\n')

    expect(rows).toEqual([
      { line: 2, values: { id: '1', note: 'said "yes", then\nleft' } },
      { line: 4, values: { id: '2', note: 'x' } },
    ])
  })

  test('may have a quote in the middle of a value', async () => {
    const rows = await read('id,note\n1,5" pipe\n')

    expect(rows[0]!.values.note).toBe('5" pipe')
  })

  test('may begin with a byte order mark and have blank lines', async () => {
    const rows = await read('\uFEFFid,name\n\n1,a\n\n')

    expect(rows).toEqual([{ line: 3, values: { id: '1', name: 'a' } }])
  })

  test('has its values separated by what it is told', async () => {
    const rows = await read('id;name\n1;a,b\n', ';')

    expect(rows[0]!.values).toEqual({ id: '1', name: 'a,b' })
  })

  test('gets a name for a column without one, and for the second of two that are called the same', async () => {
    const rows = await read(',name,name\n1,2,3')

    expect(Object.keys(rows[0]!.values)).toEqual(['column 1', 'name', 'name (2)'])
  })

  test('can have a column of any name', async () => {
    const rows = await read('__proto__,constructor\n1,2\n')

    expect(Object.entries(rows[0]!.values)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ])
  })

  test('marks a row with too few or too many values as damaged, and reads on', async () => {
    const rows = await read('id,name\n1\n2,b,c\n3,d\n')

    expect(rows.map(row => row.damage)).toEqual([
      'has 1 values, but there are 2 columns',
      'has 3 values, but there are 2 columns',
      undefined,
    ])
  })

  test('that goes wrong says at which line and column', async () => {
    expect(await faultOf('')).toBe(
      'leads.csv, line 1, column 1: is empty: the first line must name the columns',
    )
    expect(await faultOf('id,name\n1,a\n2,"b\n3,c\n')).toBe(
      'leads.csv, line 3, column 3: a quote opens here that is never closed',
    )
    expect(await faultOf('id,name\r\n1,"a"b\r\n')).toBe(
      'leads.csv, line 2, column 6: after a closing quote comes "b", where a value should end. ' +
        'A quote inside a quoted value is written twice',
    )
  })

  test('with a quote that is never closed is given up after a million characters, not read to its end', async () => {
    let chunks = 0
    function* endless() {
      yield 'id,name\n1,"'
      for (; chunks < 1_000; chunks++) yield 'x'.repeat(100_000)
    }

    const fault = await readAll(endless()).catch(error => error.message)

    expect(fault).toBe(
      'leads.csv, line 2, column 3: a quote opens here that is not closed within a million characters',
    )
    expect(chunks).toBeLessThan(20)
  })

  test('is read the same, wherever it is cut into chunks', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'é'), maxLength: 5 })
    const table = fc.array(fc.tuple(cell, cell), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        async (cells, sizes) => {
          const text = `a,b\n${cells.map(row => row.map(quoted).join(',')).join('\r\n')}\r\n`

          const rows = await read(cut(text, sizes))

          expect(rows.map(row => [row.values.a, row.values.b])).toEqual(cells)
        },
      ),
    )
  })
})

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

function cut(text: string, sizes: number[]): string[] {
  const chunks: string[] = []
  for (let at = 0; at < text.length; ) {
    const size = sizes[chunks.length % sizes.length]!
    chunks.push(text.slice(at, at + size))
    at += size
  }
  return chunks
}

async function readAll(chunks: Iterable<string>): Promise<number> {
  let count = 0
  for await (const _ of readCsv(chunks, { file: 'leads.csv' })) count++
  return count
}
