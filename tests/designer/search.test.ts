import { describe, expect, test } from 'vitest'
import { search } from '../../designer/editor/canvas/search.ts'
import type { Definition } from '../../engine/definition.ts'

const definition: Definition = {
  id: 'order',
  name: 'Order',
  initial: 'open',
  events: { SEND: { title: 'Send it off' }, NEVER: { title: 'Never used' } },
  rules: { paid: { title: 'Everything is paid', when: 'data.paid' } },
  states: {
    open: { title: 'Café open', on: { SEND: [{ target: 'sent', guard: ['paid', 'data.n > 1'] }] } },
    sent: { title: 'Sent', type: 'final' },
  },
}

const found = (text: string) => search(definition, text).map(({ kind, id }) => `${kind} ${id}`)

describe('searching', () => {
  test('finds states by title and by key, without minding accents and capitals', () => {
    expect(found('CAFE')).toContain('state open')
    expect(found('sent')[0]).toBe('state sent')
  })

  test('finds transitions and events by the event', () => {
    expect(found('send')).toEqual(['event SEND', 'transition /states/open/on/SEND/0'])
  })

  test('needs every word, wherever it stands', () => {
    expect(found('off send')).toEqual(['transition /states/open/on/SEND/0', 'event SEND'])
    expect(found('off nothing')).toEqual([])
  })

  test('leads from a rule or an event to the transitions that use it', () => {
    const [rule] = search(definition, 'everything')
    const [event] = search(definition, 'never')

    expect(rule!.selection.transitions).toEqual(['/states/open/on/SEND/0'])
    expect(event!.selection.transitions).toEqual([])
  })

  test('finds nothing for nothing', () => {
    expect(found('  ')).toEqual([])
  })
})
