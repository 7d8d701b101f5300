import { expect, test } from 'vitest'
import { ApiError, type Draft as SavedDraft } from '../../designer/api.ts'
import type { Draft } from '../../designer/editor/draft.ts'
import { createSaving, type Save, type SavingState } from '../../designer/editor/saving.ts'

const draft = (name: string): Draft => ({
  definition: { id: 'order', name, initial: 'open', states: { open: {} } },
  layout: { origin: 'parent', states: {} },
})
const first = draft('First')

const savedAs = (name: string, revision: number): SavedDraft => ({
  process: 'order',
  revision,
  savedAt: '2026-03-02T09:00:00Z',
  savedBy: 'ben',
  ...(draft(name) as unknown as Pick<SavedDraft, 'definition' | 'layout'>),
})

/** A draft at revision 3, a server that answers as it is told, and a clock that is turned by hand. */
function open(...answers: (Awaited<ReturnType<Save>> | Error)[]) {
  const asked: [name: string, revision: number][] = []
  const states: SavingState[] = []
  let planned: (() => void) | undefined
  const saving = createSaving({
    save: async (content, revision) => {
      asked.push([(content.definition as { name: string }).name, revision])
      const answer = answers.shift()
      if (!answer || answer instanceof Error) throw answer ?? new Error('No answer is left.')
      return answer
    },
    later(_, work) {
      planned = work
      return () => {
        planned = undefined
      }
    },
    revision: 3,
    saved: first,
    show: state => states.push(state),
  })
  async function turn(): Promise<void> {
    const work = planned
    planned = undefined
    work?.()
    // As many turns as the answer takes to come through.
    for (let n = 0; n < 5; n++) await Promise.resolve()
  }
  return { saving, asked, states, turn, isPlanned: () => planned !== undefined }
}

const saved = (name: string, revision: number) => ({
  kind: 'saved' as const,
  document: savedAs(name, revision),
})
const conflict = { kind: 'conflict' as const, mine: savedAs('Mine', 3), theirs: savedAs('Theirs', 7) }

test('what was edited is saved once, a moment after the last edit', async () => {
  const { saving, asked, states, turn } = open(saved('Third', 4))

  saving.edited(draft('Second'))
  saving.edited(draft('Third'))
  await turn()

  expect(asked).toEqual([['Third', 3]])
  expect(states.at(-1)).toBe('saved')
})

test('an edit undone before it was saved needs no saving', () => {
  const { saving, states, isPlanned } = open()

  saving.edited(draft('Second'))
  saving.edited(first)

  expect(states).toEqual(['unsaved', 'saved'])
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
  const away = new ApiError(0, 'unreachable', 'away')
  const { saving, asked, states, turn } = open(away, saved('Third', 4))

  saving.edited(draft('Second'))
  await turn()
  saving.edited(draft('Third'))
  await turn()

  expect(states).toContain('away')
  expect(asked.at(-1)).toEqual(['Third', 3])
  expect(states.at(-1)).toBe('saved')
})

test('a session that has ended is told, and nothing is lost', async () => {
  const { saving, states, turn } = open(new ApiError(401, 'not-signed-in', ''), saved('Second', 4))

  saving.edited(draft('Second'))
  await turn()
  const told = states.at(-1)
  await turn()

  expect(told).toBe('signed-out')
  expect(states.at(-1)).toBe('saved')
})

test('a save that somebody else came before waits for the owner, whatever is edited meanwhile', async () => {
  const { saving, asked, states, turn } = open(conflict)

  saving.edited(draft('Mine'))
  await turn()
  saving.edited(draft('Mine too'))
  await turn()

  expect(states.at(-1)).toBe('conflict')
  expect(asked).toHaveLength(1)
})

test('who keeps their own saves it over what they have seen', async () => {
  const { saving, asked, states, turn } = open(conflict, saved('Mine', 8))
  saving.edited(draft('Mine'))
  await turn()

  await saving.keepMine()

  expect(asked.at(-1)).toEqual(['Mine', 7])
  expect(states.at(-1)).toBe('saved')
})

test('who takes the other one goes on from it', async () => {
  const { saving, asked, turn } = open(conflict, saved('Theirs and more', 8))
  saving.edited(draft('Mine'))
  await turn()

  const theirs = saving.takeTheirs()
  saving.edited(draft('Theirs and more'))
  await turn()

  expect(theirs?.definition.name).toBe('Theirs')
  expect(asked.at(-1)).toEqual(['Theirs and more', 7])
})
