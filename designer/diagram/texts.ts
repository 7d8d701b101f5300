// The words of the picture.

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

export const words = {
  state: 'State',
  key: 'Key of the state',
  types: {
    atomic: 'state',
    compound: 'state with states inside',
    parallel: 'several at once',
    final: 'end',
    history: 'where it was before',
  },
  historyDeep: 'where it was before, to the innermost state',
  starts: 'starts here',
  region: 'region',
  expand: (title: string) => `Show what is inside ${title}`,
  collapse: (title: string) => `Hide what is inside ${title}`,
  after: (delays: string) => `left by itself after ${delays}`,
  atOnce: 'at once',
  whenDone: 'when finished',
  atDate: 'at a date',
  afterTime: (time: string) => `after ${time}`,
  spans: {
    Y: ['year', 'years'],
    M: ['month', 'months'],
    W: ['week', 'weeks'],
    D: ['day', 'days'],
    TH: ['hour', 'hours'],
    TM: ['minute', 'minutes'],
    TS: ['second', 'seconds'],
  } as Record<string, [string, string]>,
  stays: 'stays where it is',
  back: 'a way back',
  rules: (count: number) => plural(count, 'rule', 'rules'),
  guarded: (count: number) => `${plural(count, 'event', 'events')} with rules`,
  forms: (count: number) => `${plural(count, 'event', 'events')} with a form`,
  effects: (count: number) => plural(count, 'effect', 'effects'),
  crosses: 'drawn across other states, for want of room',
  diagram: (name: string) => `Diagram of ${name}`,
}

/** `P90D` → "90 days", `PT4H30M` → "4 hours 30 minutes"; undefined for what is no plain duration. */
export function spokenSpan(delay: string): string | undefined {
  const found = /^P((?:\d+[YMWD])*)(?:T((?:\d+[HMS])+))?$/.exec(delay)
  if (!found || delay === 'P') return undefined
  const parts = [
    ...(found[1] ?? '').matchAll(/(\d+)([YMWD])/g),
    ...(found[2] ?? '').matchAll(/(\d+)([HMS])/g),
  ].map(([, amount, unit], n) => {
    const isTime = n >= ((found[1] ?? '').match(/[YMWD]/g)?.length ?? 0)
    const [one, many] = words.spans[`${isTime ? 'T' : ''}${unit}`]!
    return plural(Number(amount), one, many)
  })
  return parts.join(' ')
}

/** A delay as a label says it. */
export function spokenDelay(delay: string): string {
  const span = spokenSpan(delay)
  return span === undefined ? words.atDate : words.afterTime(span)
}
