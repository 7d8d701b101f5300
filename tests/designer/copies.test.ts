import { expect, test } from 'vitest'
import type { Draft } from '../../designer/editor/draft.ts'
import { type Copy, type CopyBox, createCopies } from '../../designer/editor/saving/copies.ts'

const draft = (name: string): Draft => ({
  definition: { id: 'order', name, states: {} },
  layout: { origin: 'parent', states: {} },
})
const unsaved = (name: string, at = '2026-03-02T14:02:00Z') => ({
  base: draft('Base'),
  mine: draft(name),
  at,
})

function browser() {
  const copies = new Map<string, Copy>()
  const written: string[] = []
  const open = new Set<string>()
  const box: CopyBox = {
    list: async () => [...copies.values()],
    async put(copy) {
      written.push(copy.mine.definition.name)
      copies.set(copy.tab, copy)
    },
    remove: async tab => void copies.delete(tab),
  }
  const tab = (tab: string, { person = 'ada', process = 'order', in: inBox = box } = {}) => {
    open.add(tab)
    return createCopies({ person, process, tab }, inBox, async () => open)
  }
  return { box, tab, written, close: (tab: string) => open.delete(tab) }
}

test('work that was not saved is offered when the process is opened again, the newest first', async () => {
  const { tab, close } = browser()
  await tab('a').keep(unsaved('Earlier', '2026-03-02T09:00:00Z'))
  await tab('b').keep(unsaved('Later', '2026-03-02T14:02:00Z'))
  close('a')
  close('b')

  const offered = await tab('c').leftBehind()

  expect(offered.map(({ mine }) => mine.definition.name)).toEqual(['Later', 'Earlier'])
  expect(offered[0]).toMatchObject({ base: draft('Base'), at: '2026-03-02T14:02:00Z' })
})

test('what was saved, taken or thrown away is not offered again', async () => {
  const { tab, close } = browser()
  const [a, b] = [tab('a'), tab('b')]
  await a.keep(unsaved('Saved since'))
  await a.keep(null)
  await b.keep(unsaved('Thrown away'))
  close('a')
  close('b')
  const c = tab('c')

  for (const copy of await c.leftBehind()) await c.discard(copy)

  expect(await c.leftBehind()).toEqual([])
})

test('the work of another tab that is open, of another person or process is not offered', async () => {
  const { tab, close } = browser()
  await tab('open').keep(unsaved('In the other tab'))
  await tab('ben', { person: 'ben' }).keep(unsaved('Of Ben'))
  await tab('other', { process: 'claim' }).keep(unsaved('Of another process'))
  close('ben')
  close('other')

  expect(await tab('mine').leftBehind()).toEqual([])
})

test('of edits that come faster than they are written, the last one is kept', async () => {
  const { tab, written, box } = browser()
  const copies = tab('a')

  for (const name of ['One', 'Two', 'Three', 'Four']) void copies.keep(unsaved(name))
  await copies.keep(unsaved('Five'))

  expect(written).toEqual(['One', 'Five'])
  expect((await box.list())[0]!.mine.definition.name).toBe('Five')
})

test('a browser that keeps nothing says so, so that nobody closes the tab unwarned', async () => {
  const { tab, box } = browser()
  const broken: CopyBox = { ...box, put: async () => Promise.reject(new Error('no room')) }
  const copies = tab('a', { in: broken })

  await copies.keep(unsaved('Lost'))
  const isKept = copies.isKept()
  await copies.keep(null)

  expect([isKept, copies.isKept()]).toEqual([false, true])
})
