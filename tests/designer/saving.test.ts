import { expect, test } from 'vitest'
import type { Draft as SavedDraft } from '../../designer/answers.ts'
import { ApiError } from '../../designer/api.ts'
import type { Draft } from '../../designer/editor/draft.ts'
import {
  createSaving,
  type Save,
  type Shown,
  type TakenIn,
  type Unsaved,
} from '../../designer/editor/saving/saving.ts'

const draft = (name: string, title = 'Open'): Draft => ({
  definition: { id: 'order', name, initial: 'open', states: { open: { title } } },
  layout: { origin: 'parent', states: {} },
})
const first = draft('First')

const savedAs = (draft: Draft, revision: number): SavedDraft => ({
  process: 'order',
  revision,
  savedAt: '2026-03-02T09:00:00Z',
  savedBy: 'p2',
  savedByName: 'Ben',
  ...(draft as unknown as Pick<SavedDraft, 'definition' | 'layout'>),
})

type Answer = Awaited<ReturnType<Save>> | Error

/** A draft at revision 3, a server that answers as it is told, and a clock that is turned by hand. */
function open(...answers: Answer[]) {
  const asked: [name: string, revision: number][] = []
  const shown: Shown[] = []
  const taken: TakenIn[] = []
  const kept: (Unsaved | null)[] = []
  const onServer: SavedDraft[] = []
  let screen = first
  let planned: (() => void) | undefined
  const saving = createSaving(
    {
      save: async (content, revision) => {
        asked.push([(content.definition as { name: string }).name, revision])
        const answer = answers.shift()
        if (!answer || answer instanceof Error) throw answer ?? new Error('No answer is left.')
        return answer
      },
      load: async () => onServer.at(-1)!,
      later(_, work) {
        planned = work
        return () => {
          planned = undefined
        }
      },
      whoSaved: ({ savedByName }) => savedByName!,
      now: () => '2026-03-02T14:02:00Z',
      keep: unsaved => kept.push(unsaved),
      adopt(draft) {
        screen = draft
        saving.edited(draft)
        return draft
      },
      show: one => shown.push(one),
      tell: one => taken.push(one),
    },
    { revision: 3, draft: first, savedAt: null },
  )
  // As many turns as the answer takes to come through.
  const settle = async () => {
    for (let n = 0; n < 10; n++) await Promise.resolve()
  }
  return {
    saving,
    asked,
    shown,
    taken,
    kept,
    onServer,
    settle,
    screen: () => screen,
    last: () => shown.at(-1)!,
    states: () => shown.map(({ state }) => state),
    isPlanned: () => planned !== undefined,
    async turn(): Promise<void> {
      const work = planned
      planned = undefined
      work?.()
      await settle()
    },
  }
}

const saved = (name: string, revision: number) => ({
  kind: 'saved' as const,
  document: savedAs(draft(name), revision),
})
const conflictWith = (theirs: Draft | null, revision = 7) => ({
  kind: 'conflict' as const,
  mine: savedAs(first, 4),
  theirs: theirs && savedAs(theirs, revision),
})
const away = new ApiError(0, 'unreachable', 'away')

test('what was edited is saved once, a moment after the last edit', async () => {
  const { saving, asked, last, turn } = open(saved('Third', 4))

  saving.edited(draft('Second'))
  saving.edited(draft('Third'))
  await turn()

  expect(asked).toEqual([['Third', 3]])
  expect(last()).toEqual({ state: 'saved', savedAt: '2026-03-02T09:00:00Z' })
})

test('an edit undone before it was saved needs no saving', () => {
  const { saving, states, isPlanned } = open()

  saving.edited(draft('Second'))
  saving.edited(first)

  expect(states()).toEqual(['unsaved', 'saved'])
  expect(isPlanned()).toBe(false)
})

test('each save builds on the one before', async () => {
  const { saving, asked, turn } = open(saved('Second', 4), saved('Third', 5))

  saving.edited(draft('Second'))
  await turn()
  saving.edited(draft('Third'))
  await turn()

  expect(asked).toEqual([
    ['Second', 3],
    ['Third', 4],
  ])
})

test('while the server is away the work goes on, and is saved when it is back', async () => {
  const { saving, asked, states, last, turn } = open(away, saved('Third', 4))

  saving.edited(draft('Second'))
  await turn()
  saving.edited(draft('Third'))
  await turn()

  expect(states()).toContain('away')
  expect(asked.at(-1)).toEqual(['Third', 3])
  expect(last().state).toBe('saved')
})

test('while something is not saved a copy of it is kept, with what it is based on; saved, the copy goes', async () => {
  const { saving, kept, turn } = open(away, saved('Third', 4))

  saving.edited(draft('Second'))
  await turn()
  saving.edited(draft('Third'))
  const whileAway = kept.at(-1)
  await turn()

  expect(whileAway).toEqual({ base: first, mine: draft('Third'), at: '2026-03-02T14:02:00Z' })
  expect(kept.at(-1)).toBeNull()
})

test('a session that has ended is told, nothing is lost, and saving goes on after signing in', async () => {
  const { saving, kept, last, turn } = open(new ApiError(401, 'not-signed-in', ''), saved('Second', 4))
  saving.edited(draft('Second'))
  await turn()
  const told = last().state
  const whileSignedOut = kept.at(-1)

  await saving.now()

  expect(told).toBe('signed-out')
  expect(whileSignedOut?.mine).toEqual(draft('Second'))
  expect(last().state).toBe('saved')
})

test('what the server will not have is told in its words, kept, and tried again after the next edit', async () => {
  const tooLarge = new ApiError(413, 'too-large', 'The body is larger than 1 MB.')
  const { saving, kept, shown, last, isPlanned, turn } = open(tooLarge, saved('Small', 4))
  saving.edited(draft('Large'))
  await turn()
  const refused = last()
  const isTriedAgain = isPlanned()

  saving.edited(draft('Small'))
  await turn()

  expect(refused).toMatchObject({ state: 'refused', sentence: 'The body is larger than 1 MB.' })
  expect(isTriedAgain).toBe(false)
  expect(kept.filter(one => one?.mine.definition.name === 'Large')).toHaveLength(1)
  expect(shown.at(-1)?.state).toBe('saved')
})

test('a save whose answer was lost is known again, and is no conflict', async () => {
  const { saving, asked, taken, last, turn } = open(away, conflictWith(draft('Second'), 4), saved('Third', 5))
  saving.edited(draft('Second'))
  await turn()

  saving.edited(draft('Third'))
  await turn()

  expect(asked).toEqual([
    ['Second', 3],
    ['Third', 3],
    ['Third', 4],
  ])
  expect(taken).toEqual([])
  expect(last().state).toBe('saved')
})

test('a save whose answer was lost, and that was the last one, is saved', async () => {
  const { saving, kept, last, turn } = open(away, conflictWith(draft('Second'), 4))
  saving.edited(draft('Second'))
  await turn()

  await turn()

  expect(last().state).toBe('saved')
  expect(kept.at(-1)).toBeNull()
})

test('a draft whose file is gone is saved anew', async () => {
  const { saving, asked, last, turn } = open(conflictWith(null), saved('Second', 1))

  saving.edited(draft('Second'))
  await turn()

  expect(asked.at(-1)).toEqual(['Second', 0])
  expect(last().state).toBe('saved')
})

test('what somebody else changed elsewhere comes in by itself, and both are saved', async () => {
  const { saving, asked, screen, taken, last, turn } = open(
    conflictWith(draft('First', 'Theirs')),
    saved('Mine', 8),
  )

  saving.edited(draft('Mine'))
  await turn()
  await turn()

  expect(screen()).toEqual(draft('Mine', 'Theirs'))
  expect(asked.at(-1)).toEqual(['Mine', 7])
  expect(taken).toMatchObject([{ by: 'Ben', before: draft('Mine') }])
  expect(last().state).toBe('saved')
})

test('what somebody else saves while nothing is unsaved here is on the screen at once', async () => {
  const { saving, onServer, screen, taken, last, settle, isPlanned } = open()
  onServer.push(savedAs(draft('Theirs'), 4))

  saving.heard(4)
  await settle()

  expect(screen()).toEqual(draft('Theirs'))
  expect(last().state).toBe('saved')
  expect(taken).toHaveLength(1)
  expect(isPlanned()).toBe(false)
})

test('taking theirs back is an edit like any other, saved on top of it', async () => {
  const { saving, onServer, asked, settle, turn } = open(saved('First', 5))
  onServer.push(savedAs(draft('Theirs'), 4))
  saving.heard(4)
  await settle()

  saving.edited(first)
  await turn()

  expect(asked).toEqual([['First', 4]])
})

test('one’s own save, heard of again, changes nothing', async () => {
  const { saving, taken, turn, settle } = open(saved('Second', 4))

  saving.edited(draft('Second'))
  await turn()
  saving.heard(4)
  await settle()

  expect(taken).toEqual([])
})

test('what is heard while a save is under way comes in after it', async () => {
  const { saving, onServer, screen, turn } = open(saved('Second', 4))
  onServer.push(savedAs(draft('Second', 'Theirs'), 5))

  saving.edited(draft('Second'))
  const turned = turn()
  saving.heard(5)
  await turned

  expect(screen()).toEqual(draft('Second', 'Theirs'))
})

test('where both changed the same thing nothing is saved until the owner has chosen, whatever is edited meanwhile', async () => {
  const { saving, asked, last, turn, kept } = open(conflictWith(draft('Theirs')))

  saving.edited(draft('Mine'))
  await turn()
  saving.edited(draft('Mine too'))
  await turn()

  expect(last()).toMatchObject({
    state: 'conflict',
    conflict: { sides: { base: first, mine: draft('Mine too'), theirs: draft('Theirs') } },
  })
  expect(asked).toHaveLength(1)
  expect(kept.at(-1)?.mine).toEqual(draft('Mine too'))
})

test.each([
  ['mine', 'Mine'],
  ['theirs', 'Theirs'],
] as const)(
  'what is chosen, %s, is saved on top of what was seen, with what only one side changed',
  async (side, name) => {
    const { saving, asked, screen, last, turn } = open(
      conflictWith(draft('Theirs', 'Theirs too')),
      saved(name, 8),
    )
    saving.edited(draft('Mine'))
    await turn()

    await saving.decide(() => side)

    expect(screen()).toEqual(draft(name, 'Theirs too'))
    // All of theirs is there already: nothing to save.
    expect(asked.slice(1)).toEqual(side === 'mine' ? [['Mine', 7]] : [])
    expect(last().state).toBe('saved')
  },
)

test('somebody else’s draft that cannot be drawn waits for the owner, who may save over it', async () => {
  const { saving, asked, last, turn } = open(
    conflictWith({ definition: { nonsense: true } } as never),
    saved('Mine', 8),
  )
  saving.edited(draft('Mine'))
  await turn()
  const asking = last()

  await saving.keepMine()

  expect(asking).toMatchObject({ state: 'conflict', conflict: { sides: null } })
  expect(asked.at(-1)).toEqual(['Mine', 7])
})
