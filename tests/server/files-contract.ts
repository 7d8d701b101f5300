import { hash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import type { Files } from '../../server/files/files.ts'

/** Files with nothing in them. `again` opens the same ones as another process would; `spoil` changes a kept content. */
export type OpenedFiles = {
  files: Files
  again(): Files
  spoil(sha256: string, how: 'change' | 'remove'): Promise<void>
  remove(): Promise<void>
}

const bytes = (text: string) => new TextEncoder().encode(text)
const sha256 = (text: string) => hash('sha256', text)
async function* pieces(...texts: string[]) {
  for (const text of texts) yield bytes(text)
}
const textOf = async (opened: Blob | string) => (typeof opened === 'string' ? opened : opened.text())

/** What every place for files promises. */
export function filesContract(name: string, open: () => Promise<OpenedFiles>) {
  describe(`${name} keeps the contract of files`, () => {
    let opened: OpenedFiles | undefined
    afterEach(async () => await opened?.remove())
    async function openEmpty(): Promise<OpenedFiles> {
      opened = await open()
      return opened
    }

    test('a content that arrived in pieces is found by the hash of the whole, by another process too', async () => {
      const { files, again } = await openEmpty()

      const received = await files.receive(pieces('an off', 'er'))
      await received.keep()

      expect([received.sha256, received.size]).toEqual([sha256('an offer'), 8])
      expect(await textOf(await files.open(sha256('an offer')))).toBe('an offer')
      expect(await textOf(await again().open(sha256('an offer')))).toBe('an offer')
    })

    test('a content can be looked at before it is kept, and is nobody’s until then', async () => {
      const { files } = await openEmpty()

      const received = await files.receive(pieces('an offer'))

      expect(await received.content.text()).toBe('an offer')
      expect(await files.open(received.sha256)).toBe('missing')
    })

    test('a content that is dropped, or breaks off, is not there', async () => {
      const { files } = await openEmpty()
      async function* broken() {
        yield bytes('an off')
        throw new Error('the line went')
      }

      const dropped = await files.receive(pieces('an offer'))
      await dropped.drop()

      await expect(files.receive(broken())).rejects.toThrow('the line went')
      expect([await files.open(sha256('an offer')), await files.open(sha256('an off'))]).toEqual([
        'missing',
        'missing',
      ])
    })

    test('the same content twice, at once, is there once', async () => {
      const { files } = await openEmpty()

      const both = await Promise.all([files.receive(pieces('same')), files.receive(pieces('same'))])
      await Promise.all(both.map(one => one.keep()))
      await Promise.all(both.map(one => one.drop()))

      expect(await textOf(await files.open(sha256('same')))).toBe('same')
    })

    test('a content that was changed is damaged and not given out; one that is gone is missing', async () => {
      const { files, spoil } = await openEmpty()
      for (const text of ['changed', 'gone']) await (await files.receive(pieces(text))).keep()

      await spoil(sha256('changed'), 'change')
      await spoil(sha256('gone'), 'remove')

      expect(await files.open(sha256('changed'))).toBe('damaged')
      expect(await files.open(sha256('gone'))).toBe('missing')
    })

    test('a damaged content is mended when it is kept again', async () => {
      const { files, spoil } = await openEmpty()
      await (await files.receive(pieces('an offer'))).keep()
      await spoil(sha256('an offer'), 'change')

      await (await files.receive(pieces('an offer'))).keep()

      expect(await textOf(await files.open(sha256('an offer')))).toBe('an offer')
    })

    test.each(['', '../secret', 'A'.repeat(64), 'g'.repeat(64)])('%j is the hash of nothing', async name => {
      const { files } = await openEmpty()

      expect(await files.open(name)).toBe('missing')
    })
  })
}
