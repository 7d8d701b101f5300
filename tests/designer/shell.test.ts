import { describe, expect, test } from 'vitest'
import { roleWords } from '../../designer/access/texts.ts'
import { rank, used } from '../../designer/command/rank.ts'
import { type AppCommand, createRegistry } from '../../designer/command/registry.ts'
import { gather } from '../../designer/notices/gather.ts'
import { createLine } from '../../designer/notices/line.ts'
import { openStream, outdatedBy, type Source } from '../../designer/notices/stream.ts'
import { firstPage, pagesFor } from '../../designer/ui/pages.ts'
import { createReach } from '../../designer/ui/reach.ts'
import { rightsOfAll, roles } from '../../server/access/roles.ts'

const who = (...names: string[]) => ({ roles: names, rights: [...rightsOfAll(names)] })

describe('navigation', () => {
  test.each([
    ['owner', '/processes', ['/work', '/board', '/cases', '/audit', '/processes']],
    ['staff', '/work', ['/work', '/board', '/cases', '/processes']],
    ['sales', '/work', ['/work', '/board', '/cases', '/processes']],
    ['auditor', '/audit', ['/board', '/cases', '/audit', '/processes']],
    ['admin', '/people', ['/board', '/cases', '/audit', '/processes', '/people']],
  ])('%s begins at %s, and sees no page that may not be read', (role, first, pages) => {
    const someone = who(role)

    expect(firstPage(someone)).toBe(first)
    expect(pagesFor(someone).map(({ to }) => to)).toEqual(pages)
  })

  test('whoever works on cases and owns processes begins with their work', () => {
    expect(firstPage(who('owner', 'admin', 'sales'))).toBe('/work')
  })

  test('every role that an account can have is explained where roles are chosen', () => {
    expect(roleWords.map(([role]) => role)).toEqual([...roles])
  })
})

const command = (id: string, title = id, more: Partial<AppCommand> = {}): AppCommand => ({
  id,
  title,
  group: 'Here',
  run() {},
  ...more,
})
const ids = (list: AppCommand[]) => list.map(({ id }) => id)

describe('the command palette', () => {
  test('a page offers its commands while it is open, before what is always there', () => {
    const registry = createRegistry()
    registry.add(() => [command('sign-out')])
    const close = registry.add(() => [command('undo')])

    const open = ids(registry.all())
    close()

    expect(open).toEqual(['undo', 'sign-out'])
    expect(ids(registry.all())).toEqual(['sign-out'])
  })

  test('a page says what it offers at the moment when it is asked', () => {
    const registry = createRegistry()
    let list = [command('undo')]
    registry.add(() => list)

    list = [command('redo')]

    expect(ids(registry.all())).toEqual(['redo'])
  })

  test('every word has to fit, in any order; the beginning of a title is best', () => {
    const list = [command('a', 'Show all'), command('b', 'Add a state'), command('c', 'State of things')]

    expect(ids(rank(list, 'state', []))).toEqual(['c', 'b'])
    expect(ids(rank(list, 'stat add', []))).toEqual(['b'])
    expect(ids(rank(list, 'nowhere', []))).toEqual([])
  })

  test('a command is found by its other words, after those that are called so', () => {
    const list = [command('a', 'Dark colours', { words: 'theme' }), command('b', 'Theme of the day')]

    expect(ids(rank(list, 'theme', []))).toEqual(['b', 'a'])
  })

  test('what was used last goes first among what fits alike', () => {
    const list = [command('a', 'Open A'), command('b', 'Open B'), command('c', 'Open C')]

    expect(ids(rank(list, 'open', ['c', 'b']))).toEqual(['c', 'b', 'a'])
  })

  test('what is used again is the newest, and only the last few are remembered', () => {
    expect(used(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c'])
    expect(used(['1', '2', '3', '4', '5', '6'], '7')).toEqual(['7', '1', '2', '3', '4', '5'])
  })
})

/** A line to the server, as a browser has it, worked by hand. */
class HandLine extends EventTarget implements Source {
  readyState = 0
  close() {
    this.readyState = 2
  }
  say(kind: string, data: unknown = {}) {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data) }))
  }
  breakFor(good: boolean) {
    this.readyState = good ? 2 : 0
    this.dispatchEvent(new Event('error'))
  }
}

function listen() {
  const lines: HandLine[] = []
  const waits: { ms: number; work(): void }[] = []
  const heard: string[] = []
  const seen: boolean[] = []
  const stop = openStream({
    connect() {
      const line = new HandLine()
      lines.push(line)
      return line
    },
    later(ms, work) {
      waits.push({ ms, work })
      return () => void waits.splice(0)
    },
    onMessage: ({ kind }) => heard.push(kind),
    onReset: () => heard.push('everything'),
    onLine: isOpen => seen.push(isOpen),
  })
  return { lines, waits, heard, seen, stop }
}

describe('what happens on the server', () => {
  test('arrives, and makes out of date what it changes', () => {
    const { lines, heard } = listen()

    lines[0]!.say('case-moved', { kind: 'case-moved', case: 'c1', process: 'p' })

    expect(heard).toEqual(['case-moved'])
    expect(outdatedBy({ kind: 'case-moved', case: 'c1', process: 'p' })).toEqual([
      ['cases'],
      ['case', 'c1'],
      ['times', 'c1'],
    ])
    expect(outdatedBy({ kind: 'notified' })).toEqual([['notifications']])
  })

  test('a line that breaks for good is made anew, later each time, and then everything is asked for again', () => {
    const { lines, waits, heard, seen } = listen()

    lines[0]!.breakFor(true)
    waits.at(-1)!.work()
    lines[1]!.breakFor(true)
    waits.at(-1)!.work()
    lines[2]!.say('open')

    expect(seen).toEqual([false, false, true])
    expect(waits.map(({ ms }) => ms)).toEqual([1_000, 2_000])
    expect(heard).toEqual(['everything'])
  })

  test('a line that the browser mends by itself is left to it', () => {
    const { lines, waits } = listen()

    lines[0]!.breakFor(false)

    expect(lines).toHaveLength(1)
    expect(waits).toEqual([])
  })

  test('nothing comes any more after the end', () => {
    const { lines, waits, stop } = listen()
    lines[0]!.breakFor(true)

    stop()

    expect(waits).toEqual([])
    expect(lines[0]!.readyState).toBe(2)
  })
})

describe('the line', () => {
  function createByHand() {
    const waits = new Set<() => void>()
    const line = createLine({
      later(_, work) {
        waits.add(work)
        return () => void waits.delete(work)
      },
      now: () => '2026-05-04T12:00:00Z',
    })
    return { line, pass: () => [...waits].map(work => work()) }
  }

  test('that is mended at once is not worth a word', () => {
    const { line, pass } = createByHand()

    line.set(false)
    line.set(true)
    pass()

    expect(line.downSince()).toBeNull()
  })

  test('that stays broken is told with when it broke, until it is mended', () => {
    const { line, pass } = createByHand()
    const told: (string | null)[] = []
    line.subscribe(() => told.push(line.downSince()))

    line.set(false)
    line.set(false)
    pass()
    line.set(true)

    expect(told).toEqual(['2026-05-04T12:00:00Z', null])
  })
})

test('what comes within a second is done together', () => {
  const waits: (() => void)[] = []
  const done: string[][] = []
  const gathered = gather<string>(
    1_000,
    (_, work) => {
      waits.push(work)
      return () => {}
    },
    items => done.push([...items]),
  )

  for (const id of ['a', 'b', 'a']) gathered.add(id)
  waits.shift()!()
  gathered.add('c')
  waits.shift()!()

  expect(done).toEqual([['a', 'b'], ['c']])
})

test('a server that cannot be reached is noticed, and that it is back', async () => {
  let isThere = false
  const reach = createReach(async () => {
    if (!isThere) throw new TypeError('Failed to fetch')
    return new Response()
  })
  const seen: boolean[] = []
  reach.subscribe(() => seen.push(reach.isAway()))

  await reach.send('/api/me', {}).catch(() => {})
  isThere = true
  await reach.send('/api/me', {})

  expect(seen).toEqual([true, false])
})

test('a request that was called off says nothing about the server', async () => {
  const reach = createReach(async () => {
    throw new DOMException('Aborted', 'AbortError')
  })

  await reach.send('/api/me', { signal: AbortSignal.abort() }).catch(() => {})

  expect(reach.isAway()).toBe(false)
})
