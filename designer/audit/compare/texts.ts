// What many histories say together, in words.

import type { RefusalReason } from '../../../engine/refusal.ts'
import type { Oddity } from './log/collect.ts'

const number = (count: number) => count.toLocaleString('en')
const plural = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`
const cases = (count: number) => plural(count, 'case', 'cases')
const events = (count: number) => plural(count, 'event', 'events')
const times = (count: number) => (count === 1 ? 'once' : `${number(count)} times`)

export const words = {
  title: 'Compare',
  intro: 'What the histories of a process say together, and how well any log fits any definition.',
  parts: {
    label: 'What is compared',
    variants: 'Variants',
    conformance: 'Conformance',
    time: 'Time',
    promises: 'Promises',
  },
  cases,
  process: 'Process',
  version: 'Version',
  definition: 'Definition',
  versions: (n: number, isNewest: boolean) => `Version ${n}${isNewest ? ', the newest' : ''}`,
  allVersions: 'All versions',
  draft: 'The draft',
  counting: 'Reading the histories …',
  bounded: (count: number) =>
    `There are more cases than were read: these are the ${number(count)} that moved last.`,
  unreadable: (count: number) =>
    count === 1
      ? 'One case is left out: its history cannot be read. '
      : `${number(count)} cases are left out: their histories cannot be read. `,
  noProcess: {
    title: 'No process is published yet',
    text: 'An owner publishes one on the page Processes. Histories can be compared once cases run on it.',
  },
  none: {
    title: 'Nothing is on record yet',
    text: (process: string) =>
      `No case of “${process}” has been opened on this version. Choose another version or process, or start a case.`,
    start: 'To the cases',
  },
  area: { drawing: 'the drawing', part: 'this comparison' },
  drawing: 'On the drawing',
  gone: 'This version of the process cannot be had, so nothing can be compared with it.',
  badDraft:
    'The draft has problems that keep it from running. Mend them on the drawing, or choose a version.',
  dash: '–',
  all: (count: number) => `Show all ${number(count)}`,
  fewer: 'Show fewer',

  variants: {
    title: (count: number, all: number) =>
      `${plural(count, 'way', 'ways')} that ${cases(all)} went, the most frequent first`,
    share: (count: number, share: string) => `${cases(count)}, ${share}`,
    show: 'Show on the drawing',
    shown: 'Shown on the drawing',
    path: 'Events in order',
    noEvents: 'Started, and nothing since',
    times: (n: number) => `${n}×`,
    spokenTimes: (n: number) => `${n} times in a row`,
    further: (count: number) => `And ${plural(count, 'further step', 'further steps')}`,
    beyond: (count: number) => `and ${events(count)} more, which are not kept`,
    durations: {
      median: 'Half took at most',
      p90: 'Nine of ten at most',
      shortest: 'Shortest',
      longest: 'Longest',
    },
    examples: 'For example',
    more: (count: number) => `Show ${number(count)} more`,
    others: (count: number) =>
      `${cases(count)} went ways that are not listed: more than 20,000 are not told apart.`,
    wentAs: (id: string) => `The states and transitions of ${id}, which went this way.`,
    taken: (count: number) => `taken ${times(count)}`,
    onAnother: (version: number) => `It ran on version ${version}, which is drawn.`,
    loading: 'Following the case …',
  },

  time: {
    measure: 'States are tinted by',
    measures: { total: 'time in total', median: 'time of half the visits', waiting: 'waiting in total' },
    legend: 'The darker, the longer, up to',
    legendLeast: 'little',
    wayBack: 'A way back, with how often it was taken',
    stages: 'By department',
    states: 'By state',
    waysBack: 'Ways back',
    noWaysBack: 'No case went back.',
    noStage: 'no department',
    columns: {
      stage: 'Department',
      state: 'State',
      cases: 'Cases',
      visits: 'Visits',
      rework: 'Rework',
      open: 'There now',
      total: 'Time in total',
      median: 'Half at most',
      p90: 'Nine of ten at most',
      waiting: 'Waiting in total',
      event: 'Event',
      from: 'From',
      to: 'To',
      count: 'Taken',
    },
    explained:
      'Waiting is until anybody does anything in a state. Rework is every visit of a case beyond its first. Visits that go on are not in the times.',
    back: (count: number) => `went back ${times(count)}`,
  },

  promises: {
    rule: 'A promise is kept or broken when the process says so. One that was never delivered counts as broken; one that was withdrawn counts as neither.',
    by: 'By',
    fields: {
      offering: 'Offering',
      seller: 'Seller',
      campaign: 'Campaign',
      market: 'Target market',
    } as Record<string, string>,
    sort: 'First',
    sorts: { broken: 'most broken', most: 'most promises', share: 'smallest share kept' },
    kept: 'Kept',
    broken: 'Broken',
    open: 'Open',
    withdrawn: 'Withdrawn',
    share: 'Share kept',
    cases: 'Cases',
    spread: 'How they stand',
    empty: 'not said',
    total: 'All',
    find: 'Find the cases with broken promises',
    noFields: {
      title: 'This process makes no promises',
      text: 'Its data has no list of promises with an offering, a seller, a campaign or a market. Choose a process that has.',
    },
    none: {
      title: 'No promises yet',
      text: 'No case has made a promise. They are counted here as soon as one does.',
    },
    notDecided: 'none decided yet',
  },

  conformance: {
    log: 'Log',
    histories: (version: string) => `Histories here: ${version.toLowerCase()}`,
    file: 'A file: XES or CSV',
    by: 'Run',
    bys: { order: 'by order alone', rules: 'by rules, forms and roles' },
    byHint: {
      order: 'Asks only whether the case accepts such an event where it is.',
      rules: 'Every rule, form and role counts, with the registers in force now.',
    },
    rulesForeign:
      'By rules, a log must also say what the process asks for when a case starts and in each form: its columns or attributes are taken where they are called as the fields are.',
    fetching: 'Fetching the histories …',

    choose: 'Choose a file',
    drop: 'or drop it here. It is read in this browser and not sent.',
    other: 'Another file',
    cancel: 'Cancel',
    reading: (read: string, of: string) => `Reading: ${read} of ${of}`,
    running: (done: number, of: number) => `Running: ${number(done)} of ${cases(of)}`,
    readingLabel: 'Of the file',
    runningLabel: 'Of the cases',
    run: 'Compare',
    runAgain: 'Compare again',
    stop: 'Stop',
    unreadable: 'This file cannot be read',
    unreadableAdvice: 'Mend the file where it says, or choose another one. Nothing of it was used.',
    thread: 'This browser does not let a file be read in the background.',

    columnsTitle: 'Which columns say what?',
    columnsText: (file: string) =>
      `${file} is CSV. These are guesses; look at the first rows and change what is not right.`,
    columns: { case: 'Case', event: 'Event', time: 'Time' },
    readOn: 'Read the file',
    sample: 'The first rows',

    read: (file: string, caseCount: number, eventCount: number) =>
      `${file}: ${events(eventCount)} of ${cases(caseCount)}.`,
    own: 'It was exported from Throughline: what was sent, and by whom, is in it.',
    passedOver: (count: number) =>
      `${events(count)} only tell that something began or was scheduled, and ${count === 1 ? 'is' : 'are'} passed over: completions count.`,
    oddity: ({ kind, count, line }: Oddity): string =>
      ({
        'before-1970': `${events(count)} ${count === 1 ? 'is' : 'are'} dated before 1970, first in line ${number(line)}: often a date that nobody filled in. They are taken as they are written, so they come first in their cases.`,
        'no-time': `${events(count)} ${count === 1 ? 'has' : 'have'} no time that can be read, first in line ${number(line)}. They are taken where they stand in the file.`,
        'no-name': `${events(count)} ${count === 1 ? 'has' : 'have'} no name, first in line ${number(line)}, and ${count === 1 ? 'is' : 'are'} left out.`,
        'no-case': `${events(count)} ${count === 1 ? 'belongs' : 'belong'} to no case, first in line ${number(line)}, and ${count === 1 ? 'is' : 'are'} left out.`,
        damaged: `${plural(count, 'row is', 'rows are')} damaged, first in line ${number(line)}, and left out.`,
      })[kind],

    match: {
      title: 'Names in the log',
      all: (count: number) =>
        `${count === 1 ? 'The one name' : `All ${number(count)} names`} of the log ${count === 1 ? 'is an event' : 'are events'} of the process.`,
      some: (matched: number, count: number) =>
        `${number(matched)} of ${plural(count, 'name', 'names')} are events of the process. Say what the others mean; as they are, they count as refused.`,
      name: 'In the log',
      count: 'Events',
      meaning: 'In the process',
      meaningOf: (name: string) => `What “${name}” means`,
      unknown: 'no such event: refused',
      leftOut: 'leave it out',
      showAll: 'Show all names',
      onlyUnmatched: 'Show only those that are not matched',
    },

    fits: (percent: string) => `${percent} of the events fit`,
    fitness: 'Fitness',
    byEvents: 'By events',
    byEventsText: (accepted: number, all: number) =>
      `${number(accepted)} of ${events(all)} would have been accepted`,
    byCases: 'Mean of the cases',
    byCasesText: (fitting: number, all: number) => `${number(fitting)} of ${cases(all)} fit altogether`,
    open: (count: number) =>
      count === 0
        ? 'Every case comes to its end.'
        : `${cases(count)} ${count === 1 ? 'does' : 'do'} not come to an end in the log; that is no misfit.`,
    bands: 'Cases by fitness',
    band: (from: number, below: number | null) =>
      from === 1 ? 'Fit altogether' : from === 0 ? `Less than ${below! * 100} %` : `${from * 100} % and more`,
    misfits: 'What would have been refused',
    noMisfits: 'Nothing: every event of the log would have been accepted.',
    group: {
      event: 'Event',
      where: 'Where the case was',
      why: 'Why',
      count: 'Events',
      cases: 'Cases',
      example: 'For example',
    },
    start: 'Start of a case',
    notStarted: 'not started',
    refusedHere: (count: number) => `${number(count)} refused`,
    legend: 'Where events were refused, with how many',
    caseList: 'Cases',
    worst: (count: number) => `The ${number(count)} cases that fit least`,
    allCases: (count: number) => `${cases(count)}, those that fit least first`,
    caseFits: (accepted: number, all: number) => `${number(accepted)} of ${events(all)}`,
    firstRefusal: (index: number, sentence: string) =>
      index < 0 ? `At the start: ${sentence}` : `Event ${number(index + 1)}: ${sentence}`,
    noRefusal: 'Fits altogether',
    reasons: {
      'unknown-event': 'the process has no such event',
      'not-accepted-here': 'not accepted where the case was',
      'not-permitted': 'none of the roles may send it',
      'invalid-data': 'what was sent does not fit the form',
      'guard-false': 'a rule says no',
      'guard-unknown': 'a rule could not be decided: data is missing',
      'assignment-failed': 'what it writes could not be computed',
      'too-many-steps': 'the process does not come to rest',
      stale: 'the case had moved meanwhile',
      closed: 'the case had ended',
      'out-of-order': 'it happened before the event before it',
      'not-started': 'the case could not be started',
    } satisfies Record<RefusalReason | 'not-started', string> as Record<string, string>,
  },
}
