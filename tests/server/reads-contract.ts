// What every store promises of the record of what was read.

import { describe, expect, test } from 'vitest'
import type { Read } from '../../server/store/reads.ts'
import type { Store } from '../../server/store/store.ts'

export function readsContract(name: string, open: () => Promise<Store>): void {
  async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
    const store = await open()
    try {
      await work(store)
    } finally {
      await store.close()
    }
  }

  describe(`${name} keeps what was read`, () => {
    const read: Read = {
      reader: { kind: 'person', id: 'eva', name: 'Eva', roles: ['auditor', 'staff'] },
      at: '2026-03-02T09:00:00.000Z',
      route: '/api/cases/{id}',
      what: 'A case',
      target: 'c1',
      asked: { limit: 50 },
    }
    const at = (time: string) => ({ ...read, at: `2026-03-02T${time}.000Z` })

    test('once a minute, and how often', () =>
      withStore(async store => {
        await store.recordRead(read)
        await store.recordRead(at('09:00:59'))
        await store.recordRead(at('09:01:00'))
        await store.recordRead({ ...at('09:01:01'), asked: { limit: 10 } })

        const { items } = await store.listReads({ limit: 5 })

        expect(items.map(({ times }) => times)).toEqual([1, 1, 2])
        expect(items[2]).toEqual({ ...read, times: 2, until: '2026-03-02T09:00:59.000Z' })
      }))

    test('by who has read, what it is about, and when, in pages', () =>
      withStore(async store => {
        const ben = { ...read, reader: { ...read.reader, id: 'ben' } }
        for (const each of [
          read,
          ben,
          { ...at('10:00:00'), target: null },
          { ...at('11:00:00'), target: 'c2' },
        ])
          await store.recordRead(each)
        const list = async (query: object) =>
          (await store.listReads({ limit: 9, ...query })).items.map(
            ({ reader, target }) => `${reader.id} ${target}`,
          )

        expect(await list({ person: 'ben' })).toEqual(['ben c1'])
        expect(await list({ target: 'c1' })).toEqual(['ben c1', 'eva c1'])
        expect(await list({ from: at('10:00:00').at, to: at('11:00:00').at })).toEqual(['eva null'])
        const first = await store.listReads({ limit: 3 })
        const second = await store.listReads({ limit: 3, cursor: first.next! })
        expect([first.items.length, second.items.length, second.next]).toEqual([3, 1, null])
      }))
  })
}
