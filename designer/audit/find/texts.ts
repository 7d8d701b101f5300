// Every word of the page that finds entries and cases.

import type { RefusalReason } from '../../../engine/refusal.ts'
import type { FilterName, Kind, Origin, Outcome, Span } from './find-search.ts'

const number = (count: number) => count.toLocaleString('en')
const counted = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`

/** What is looked for, as the beginning of a sentence, by what it is. */
const subjects: Record<Kind, string> = {
  start: 'Openings of cases',
  event: 'Events',
  timer: 'Timers that ran out',
  refusal: 'Refused attempts',
  comment: 'Comments',
  assignment: 'Changes of who has a case',
  priority: 'Changes of priority',
  file: 'Attached files',
}

export const words = {
  title: 'Find',
  looking: 'What is looked for',
  by: { label: 'Show', entries: 'Entries', cases: 'Cases' },
  bar: 'Filters',
  add: 'Add a filter',
  addHint: 'Add a filter: person, rule, time …',
  noFilter: 'There is no filter of that name',
  edit: (filter: string) => `${filter}. Enter changes it, Delete removes it`,
  remove: (filter: string) => `Remove the filter ${filter}`,
  noEditor: 'Filters cannot be changed: a part of the page could not be loaded',
  clear: 'Remove all',
  apply: 'Apply',

  filters: {
    process: 'Process',
    kind: 'What it is',
    refusal: 'Refused because',
    event: 'Event',
    actor: 'Person',
    role: 'Role',
    time: 'When',
    state: 'Came into',
    rule: 'Rule',
    promise: 'Promise became',
    data: 'Value',
    origin: 'Imported',
    case: 'Case',
  } satisfies Record<FilterName, string>,
  /** Other words for a filter, which it is found by when one is added. */
  alsoCalled: {
    process: 'version',
    kind: 'kind comment timer start file',
    refusal: 'refusal reason why',
    event: 'sent action',
    actor: 'who by actor sender',
    role: 'department',
    time: 'date day since until from to',
    state: 'state reached passed',
    rule: 'outcome guard fails',
    promise: 'kept broken',
    data: 'data field amount',
    origin: 'origin source',
    case: 'number customer',
  } satisfies Record<FilterName, string>,

  kinds: {
    start: 'Opening of a case',
    event: 'Event',
    timer: 'Timer that ran out',
    refusal: 'Refused attempt',
    comment: 'Comment',
    assignment: 'Change of who has it',
    priority: 'Change of priority',
    file: 'Attached file',
  } satisfies Record<Kind, string>,
  outcomes: { pass: 'holds', fail: 'does not hold', unknown: 'cannot be decided' } satisfies Record<
    Outcome,
    string
  >,
  refusals: {
    'unknown-event': 'No such event in the process',
    'not-accepted-here': 'Not possible where the case was',
    'not-permitted': 'None of the roles may do it',
    'invalid-data': 'Fields that were not right',
    'guard-false': 'A rule said no',
    'guard-unknown': 'A rule could not be decided',
    'assignment-failed': 'The data could not be brought up to date',
    'too-many-steps': 'The process did not come to rest',
    stale: 'The case had moved meanwhile',
    closed: 'The case was closed',
    'out-of-order': 'Before the last thing on record',
  } satisfies Record<RefusalReason, string>,
  origins: { import: 'Imported', supplied: 'Imported, and supplied by the mapping' } satisfies Record<
    Origin,
    string
  >,
  spans: { today: 'Today', week: '7 days', month: '30 days', year: 'This year' } satisfies Record<
    Span,
    string
  >,

  version: (n: number) => `version ${n}`,
  anyVersion: 'Every version',
  versionLabel: 'Version',
  anyRule: 'Any rule',
  ruleLabel: 'Rule',
  outcomeLabel: 'What it said',
  anyOutcome: 'Was asked',
  from: 'From',
  to: 'Until, that day included',
  spanLabel: 'Up to now',
  path: 'Field',
  pathHint: 'As in prospect.name',
  value: 'Is',
  valueHint: 'The whole value; capitals do not matter',
  caseLabel: 'Number of the case',
  choose: (filter: string) => `Choose: ${filter}`,
  nothingOfThat: 'Nothing on record is called that.',
  noChoices: 'Nothing of this is on record yet.',
  choicesFailed: 'What there is to choose from could not be loaded. Close this and open it again.',

  sentence: {
    everything: 'Everything on record',
    everyCase: 'Every case',
    entries: 'Entries',
    cases: (what: string) => `Cases with ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
    subjects,
    origin: {
      import: 'that were imported',
      supplied: 'that the mapping of an import supplied',
    } satisfies Record<Origin, string>,
    event: (title: string) => `of “${title}”`,
    actor: (name: string) => `by ${name}`,
    role: (role: string) => `with the role ${role}`,
    process: (name: string) => `in ${name}`,
    case: (id: string) => `of case ${id}`,
    state: (title: string) => `that came into “${title}”`,
    refusal: (why: string) => `(“${why}”)`,
    ruleAsked: (rule: string) => `for which the rule “${rule}” was asked`,
    rule: (rule: string, said: string) => `for which the rule “${rule}” ${said}`,
    anyRule: (said: string) => `for which a rule ${said}`,
    promise: (became: string) => `in which a promise became ${became.toLowerCase()}`,
    data: (path: string, value: string) => `that set ${path} to “${value}”`,
    when: { today: 'today', week: 'in the last 7 days', month: 'in the last 30 days', year: 'this year' },
    since: (day: string) => `since ${day}`,
    until: (day: string) => `until ${day}`,
    between: (from: string, to: string) => `from ${from} to ${to}`,
    on: (day: string) => `on ${day}`,
  },

  results: {
    label: { entries: 'Entries that were found, the newest first', cases: 'Cases that were found' },
    keys: 'Up and down to go, Enter to open, / to filter',
    shown: (count: number, more: boolean, by: 'entries' | 'cases') => {
      const what = by === 'cases' ? counted(count, 'case', 'cases') : counted(count, 'entry', 'entries')
      return more ? `The newest ${what}` : what
    },
    more: 'Looking for more',
    looking: 'Looking',
    lookingBack: (day: string) => `Looking. Nothing so far since ${day}.`,
    stop: 'Stop',
    nothingSince: (day: string) => `Nothing since ${day}.`,
    noMoreSince: (day: string) => `Nothing more since ${day}.`,
    further: 'Look further back',
    moreFailed: 'What comes next could not be loaded.',
    behind: (count: number) =>
      count === 1
        ? 'The newest entry cannot be found yet. It can in a moment.'
        : `The ${number(count)} newest entries cannot be found yet. They can in a moment.`,
    again: 'Look again',
    version: (process: string, n: number) => `${process}, version ${n}`,
    unreadable: 'The case cannot be read',
    seq: (seq: number) => `entry ${seq}`,
  },

  none: {
    title: 'Nothing is on record yet',
    text: 'Every event of every case is put on record, and found here. Start a case, import a log, or fill the workspace with a demonstration, in a second terminal beside the running server:',
    command: 'npm run -s throughline -- seed --demo',
  },
  noMatch: {
    title: 'Nothing on record is that',
    text: 'All of it was looked through. Remove a filter, or look at another time.',
    clear: 'Remove all filters',
  },

  saved: {
    label: 'Saved searches',
    save: 'Save this search',
    saving: 'Save this search',
    name: 'Name',
    nameHint: 'The filters are kept with it, and whether entries or cases are shown. Only you see it.',
    ok: 'Save',
    cancel: 'Cancel',
    menu: (name: string) => `Rename or remove ${name}`,
    update: 'Keep what is on the page instead',
    rename: 'Rename',
    renaming: 'Rename the search',
    remove: 'Remove',
    taken: 'You have a search of this name already.',
    full: 'You have 50 searches. Remove one first.',
    failed: 'The search was not saved',
  },

  export: {
    open: 'Export',
    label: 'Export what is found',
    cases: 'Whole cases',
    entries: 'Only these entries',
    formats: { xes: 'XES', csv: 'CSV', jsonl: 'JSON Lines' },
    item: (format: string, what: string) => `${format}, ${what.toLowerCase()}`,
  },

  area: 'what was found',
}
