// Everything that an auditor reads of a case, in one place.

const number = (count: number) => count.toLocaleString('en')
const entries = (count: number) => `${number(count)} ${count === 1 ? 'entry' : 'entries'}`

export const words = {
  title: 'Audit',
  parts: { label: 'Parts of the audit', find: 'Find', compare: 'Compare', log: 'Log', reads: 'Who read' },
  of: (name: string) => `Audit of ${name}`,
  backToCase: 'Back to the case',
  views: { label: 'Views of the history', timeline: 'Timeline', replay: 'Replay', proof: 'Proof' },
  facts: { process: 'Process', version: (n: number) => `version ${n}`, where: 'Now in', entries: 'Entries' },
  closed: 'closed',
  loading: (count: number, until: number) => `Loading the history: ${number(count)} of ${entries(until)}`,
  loadingLabel: 'Entries that are loaded',
  failed: (count: number) =>
    count === 0
      ? 'The history could not be loaded.'
      : `The history could only be loaded in part. The first ${entries(count)} are here.`,
  noVersion: (process: string, version: number) =>
    `Version ${version} of “${process}” cannot be had: states and events are named by their keys, and there is no drawing.`,
  area: {
    timeline: 'the timeline',
    replay: 'the replay',
    proof: 'the proof',
    drawing: 'the drawing',
    row: 'this entry',
  },

  timeline: {
    label: 'Every entry, from the first',
    shown: (shown: number, all: number) =>
      shown === all ? entries(all) : `${number(shown)} of ${entries(all)}`,
    keys: 'Up and down to go, Enter to open',
    filter: 'Show',
    filters: {
      all: 'All entries',
      moved: 'What moved the case',
      refused: 'Refused attempts',
      said: 'Comments and arrangements',
      imported: 'Imported',
    },
    none: 'No entry is of this kind.',
    goTo: 'Go to entry',
    go: 'Go',
  },

  marks: {
    refused: 'Refused',
    timer: 'Timer',
    import: 'Imported',
    supplied: 'Supplied by the mapping',
    administrator: 'Administrator',
    process: 'Another process',
    key: 'Program',
  },

  hole: {
    missing: (seq: number, last: number) =>
      seq === last
        ? `Entry ${seq} is missing: nothing is on record where it should be.`
        : `Entries ${seq} to ${last} are missing: nothing is on record where they should be.`,
    unreadable: (seq: number, last: number) =>
      seq === last
        ? `Entry ${seq} cannot be read: what is on record is damaged.`
        : `Entries ${seq} to ${last} cannot be read: what is on record is damaged.`,
    advice: 'Tell an operator: a backup may still have it. “verify” on the command line says more.',
  },
  noSuchEntry: (seq: number, last: number) =>
    `There is no entry ${number(seq)}: the history ends with entry ${number(last)}.`,
  untold: (type: string) => `${type}: this entry is not of a shape that can be told in a sentence.`,

  details: {
    of: (seq: number) => `Entry ${seq} in detail`,
    sent: 'Sent with it',
    changes: 'What changed',
    noChanges: 'No value changed.',
    firstUnknown: 'What it was before is not known: the entry before is missing.',
    added: 'added',
    changed: 'changed',
    removed: 'removed',
    was: 'was',
    rules: 'Rules that were asked',
    violations: 'What did not fit',
    asked: {
      event: (event: string, from: string) => `Asked by “${event}”, from ${from}`,
      always: (from: string) => `Asked as soon as the case was in ${from}`,
      onDone: (from: string) => `Asked when all of ${from} was done`,
      after: (from: string) => `Asked when the time in ${from} was over`,
    },
    registers: 'Registers that it read',
    registerVersion: (name: string, version: number) => `${name}, version ${version}`,
    registerSaved: (by: string) => `Saved by ${by}`,
    effects: 'Effects',
    effectsFailed: 'What became of them cannot be said now.',
    imported: 'Of an imported entry: it was recorded, and not carried out.',
    status: { pending: 'waiting', running: 'running', done: 'done', failed: 'failed, given up' },
    attempts: (count: number) => (count === 1 ? '1 attempt' : `${count} attempts`),
    due: 'next attempt',
    lastError: 'Last error',
    answer: 'Answer',
    timers: 'Timers',
    timerSet: 'set for',
    timerCleared: 'cleared',
    record: 'On record',
    happened: 'Happened',
    recorded: 'Recorded',
    by: 'By',
    roles: (roles: string) => `with ${roles}`,
    eventId: 'Event',
    origin: 'From',
    originText: (source: string, row: string) => `import ${source}, row ${row}`,
    hash: 'Hash',
    prev: 'Hash before',
    copy: 'Copy',
    copied: 'Copied',
    raw: 'As it is on record',
    replay: 'See it in the replay',
    link: 'Copy a link to this entry',
  },

  replay: {
    scrubber: 'Place in the history',
    place: (seq: number, last: number) => `Entry ${number(seq)} of ${number(last)}`,
    play: 'Play',
    pause: 'Pause',
    first: 'First entry',
    back: 'One back',
    forward: 'One on',
    last: 'Last entry',
    speed: 'Speed',
    speeds: (speed: number) => `${speed}×`,
    perSecond: (speed: number) => `${speed} ${speed === 1 ? 'entry' : 'entries'} a second`,
    keys: 'Space plays, arrows step, with Shift ten at a time, Home and End jump',
    link: 'Copy a link to this step',
    timeline: 'See it in the timeline',
    still: 'The case stood still.',
    nothingYet: 'Nothing has come of the history yet.',
    data: 'Data after this entry',
    dataChanged: (count: number) => (count === 1 ? '1 value changed' : `${count} values changed`),
    dataSame: 'nothing changed',
    dataNone: 'The case has no data yet.',
    dataMore: (count: number) => `And ${count} more values.`,
    onlyChanged: 'Only what changed',
    noDrawing: 'There is no drawing: this version of the process cannot be had.',
    drawingOf: (where: string) => `Lit: ${where}`,
    nowhere: 'nothing',
    checking: (agreed: number, all: number) =>
      `Computing again: ${number(agreed)} of ${entries(all)} agree with the record so far`,
    agrees: (count: number) => `Computed again, all ${entries(count)} agree with the record.`,
    agreesUpTo: (count: number) =>
      count === 0
        ? 'No entry before it could be compared.'
        : count === 1
          ? 'The entry before agrees with the record.'
          : `The ${entries(count)} before agree with the record.`,
    beyond: 'Past this place nothing is compared: what is shown is only what is on record.',
    show: (seq: number) => `Show entry ${seq}`,
    end: {
      diverged: (seq: number) => `Entry ${seq} does not come out as it is on record`,
      broken: (seq: number) => `Entry ${seq} cannot be computed again`,
      version: 'This version of the process cannot be run',
      hole: (seq: number) => `Entry ${seq} is not there, and nothing can be computed past it`,
      register: (seq: number) => `Entry ${seq} read a register that cannot be had`,
    },
    endText: {
      refused: (reason: string) => `It is on record as taken. Computed again it is refused: ${reason}`,
      field: (field: string) => `They differ in ${field}.`,
      register: (name: string, version: number, message: string) =>
        `It read version ${version} of ${name}. ${message}`,
    },
    fields: {
      kind: 'what came of it',
      to: 'where the case is afterwards, or what is known of it',
      verdicts: 'what the rules said',
      effects: 'the effects',
      timersSet: 'the timers that it set',
      timersCleared: 'the timers that it cleared',
    } as Record<string, string>,
    differing: { where: 'Where', recorded: 'On record', replayed: 'Computed again', nothing: 'nothing' },
  },
}
