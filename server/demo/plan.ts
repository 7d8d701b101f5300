// From a customer and a story to the events of a case. Pure: the same customer and day give the same events.
//
// A story is told from the day the customer came. What lies after today has not happened yet, so customers who
// came at different times are in different states of one story.

import type { Actor } from '../../engine/case.ts'
import type { PlannedEvent } from '../../engine/eventlog/plan.ts'
import type { Json, JsonObject } from '../../engine/json.ts'

const importName = 'demo'

type StoryStep = {
  /** days since the step before; on the same day, where none are given */
  after?: number
  send: string
  /** a part in `people` */
  as: string
  data?: JsonObject
  /** the rule, or the reason, that refuses it */
  refused?: string
}

type Person = { id: string; name: string; roles: string[] }

export type Stories = {
  people: Record<string, Person[]>
  /** `given`: the story that comes before */
  stories: Record<string, { given?: string; steps: StoryStep[] }>
}

export type Customer = {
  story: string
  /** how many days ago */
  began: number
  name: string
  contact: string
  segment: string
  region: string
  market: string
  need: string
  budget: number
  campaign: string
  channel: string
  order: JsonObject
}

type DemoCase = { caseId: string; events: PlannedEvent[] }

const dayMs = 86_400_000
const minuteMs = 60_000
/** Between two steps of one day. */
const pauseMs = 20 * minuteMs

export const caseIdOf = (index: number) => `${importName}-${rowOf(index)}`

/** What has happened to a customer by the day that is today (its midnight, in UTC). */
export function planCase(
  { people, stories }: Stories,
  customer: Customer,
  index: number,
  today: Date,
): DemoCase {
  const personFor = (part: string) => personOf(people, part, index)
  const began = today.getTime() - customer.began * dayMs + openingOf(index)
  const row = rowOf(index)
  const place = {
    origin: { import: importName, row: `${importName}:${row}`, supplied: false },
    row: { source: importName, file: 'customers.json', key: row, line: index + 1, values: {} },
    supplied: null,
  }
  const { name, contact, segment, region, need, budget, campaign, channel } = customer
  const start: PlannedEvent = {
    ...place,
    kind: 'start',
    id: `${importName}:${row}:start`,
    type: 'start',
    at: instantOf(began),
    actor: personFor('marketer'),
    data: {
      prospect: { name, contact, segment, region, need, budget, campaign },
      source: { channel, firstContactOn: dayOf(began) },
    },
  }

  const events = [start]
  let at = began
  for (const [step, { after = 0, send, as, data = {} }] of stepsOf(stories, customer.story).entries()) {
    // Every day begins at the customer's own hour, so that from step to step a day later is a day at most.
    at = after > 0 ? startOfDay(at) + after * dayMs + openingOf(index) : at + pauseMs
    if (at >= today.getTime()) break
    events.push({
      ...place,
      kind: 'event',
      id: `${importName}:${row}:${step + 1}`,
      type: send,
      at: instantOf(at),
      actor: personFor(as),
      data: fillIn(data, customer, at) as JsonObject,
    })
  }
  return { caseId: caseIdOf(index), events }
}

/** The day that was today when a case was planned that opened then. */
export function todayOf(openedAt: string, { began }: Customer): Date {
  return new Date(startOfDay(Date.parse(openedAt)) + began * dayMs)
}

export const midnightBefore = (now: Date) => new Date(startOfDay(now.getTime()))

/** A story from its beginning: what it is given, then its own steps. */
export function stepsOf(stories: Stories['stories'], name: string): StoryStep[] {
  const story = stories[name]
  if (!story) throw new Error(`The demonstration has no story "${name}". It has: ${Object.keys(stories)}.`)
  return [...(story.given === undefined ? [] : stepsOf(stories, story.given)), ...story.steps]
}

/** The same person for a customer throughout; another one for the next customer. */
function personOf(people: Stories['people'], part: string, index: number): Actor {
  const cast = people[part] ?? []
  const person = cast[index % cast.length]
  if (!person) throw new Error(`The demonstration has nobody who is "${part}".`)
  return { kind: 'person', ...person }
}

/** Puts days and what is known of the customer in the place of their names. */
function fillIn(value: Json, customer: Customer, at: number): Json {
  if (Array.isArray(value)) return value.map(item => fillIn(item, customer, at))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillIn(item, customer, at)]))
  if (typeof value !== 'string') return value
  if (value === 'today') return dayOf(at)
  const days = /^in (\d+) days$/.exec(value)?.[1]
  if (days !== undefined) return dayOf(at + Number(days) * dayMs)
  return value.startsWith('customer.') ? readFrom(customer, value) : value
}

function readFrom(customer: Customer, name: string): Json {
  let value: Json | undefined = customer
  for (const key of name.split('.').slice(1)) value = (value as JsonObject)[key]
  if (value === undefined) throw new Error(`The customer "${customer.name}" has no "${name}".`)
  return value
}

/** Nobody's hours are the same: between eight and noon. */
const openingOf = (index: number) => (8 * 60 + ((index * 37) % 240)) * minuteMs
const rowOf = (index: number) => String(index + 1).padStart(2, '0')
const startOfDay = (at: number) => Math.floor(at / dayMs) * dayMs
const instantOf = (at: number) => new Date(at).toISOString()
const dayOf = (at: number) => instantOf(at).slice(0, 10)
