import type { RefusalReason } from '../engine/refusal.ts'

// Every word that the screens say by themselves. Names of states, events, rules and fields come from the
// definitions. One table, so that a translation is a second one of the same shape.

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

export const texts = {
  language: 'en',
  product: 'Throughline',

  shell: {
    skip: 'Skip to the content',
    home: 'Throughline: to your first page',
    navigation: 'Main',
    work: 'My work',
    workWaiting: (count: number) => `${plural(count, 'case', 'cases')} waiting for you`,
    cases: 'Cases',
    board: 'Board',
    audit: 'Audit',
    processes: 'Processes',
    people: 'People',
    away: 'The server cannot be reached. What you do here is kept; it goes on by itself when the server is back.',
    lineDown: (when: string) =>
      `Not connected. What you see may be old: the last contact was at ${when}. It is asked for anew by itself.`,
    account: (name: string) => `Account of ${name}`,
    roles: (roles: string) => `Roles: ${roles}`,
    signOut: 'Sign out',
    theme: { light: 'Light', dark: 'Dark', auto: 'As the system' },
    themeLabel: 'Colours',
  },

  when: { now: 'just now' },
  span: {
    none: 'under a minute',
    minutes: (n: number) => `${n} min`,
    hours: (n: number) => `${n} h`,
    days: (n: number) => `${n} d`,
  },
  due: { in: (span: string) => `due in ${span}`, over: (span: string) => `overdue by ${span}` },
  value: {
    nothing: 'nothing',
    yes: 'yes',
    no: 'no',
    quoted: (text: string) => `“${text}”`,
  },

  departments: {
    strategy: 'Strategy',
    marketing: 'Marketing',
    sales: 'Sales',
    operations: 'Operations',
    feedback: 'Feedback',
  } as Record<string, string>,

  status: { open: 'Open', closed: 'Closed', all: 'All' },

  loading: 'Loading',
  tryAgain: 'Try again',
  failed: {
    title: 'This could not be loaded',
    offline: 'The server cannot be reached. Check the connection, then try again.',
    unknown: 'Something went wrong. Try again; if it stays, tell whoever runs the server.',
  },
  notFound: {
    title: 'There is no such page',
    text: 'The address may be mistyped, or what it named is gone.',
    back: 'To the cases',
    home: 'To your first page',
  },
  notAllowed: {
    title: 'This page is not for your roles',
    text: (roles: string) => `Your roles are ${roles}. An admin can give you another one on the page People.`,
  },
  crashed: {
    title: (area: string) => `This has stopped working: ${area}`,
    text: 'The rest of the page goes on, and what you have made is kept. Try again; if it stops again, copy the details and send them to whoever looks after Throughline.',
    outdated:
      'A part of the page could not be loaded: the line is bad, or there is a newer release. What you have saved is kept. Load the page again.',
    again: 'Try again',
    reload: 'Load the page again',
    copy: 'Copy details',
    copied: 'Copied',
    page: 'this page',
  },

  access: {
    signIn: 'Sign in',
    signInTitle: 'Sign in to Throughline',
    tagline: 'Draw how a customer travels, run it, prove what happened.',
    email: 'E-mail address',
    password: 'Password',
    name: 'Your name',
    newPassword: 'Choose a password',
    passwordHint: 'At least 8 characters. A few words are easier to remember than signs.',
    showPassword: 'Show or hide the password',
    wrong: 'This address and password do not belong together. Check both and try again.',
    again: {
      title: 'You have been signed out',
      text: (name: string) =>
        `Sign in to go on, ${name}. The page stays as it is; what is not saved yet is saved then.`,
    },
    forgotten: 'Forgotten the password? Whoever looks after Throughline can set a new one.',
    setupTitle: 'Make the first account',
    setupText: 'It has every role: you can invite the others and hand roles over afterwards.',
    setupSubmit: 'Make the account',
    inviteTitle: 'Welcome to Throughline',
    inviteText: 'You were invited. Make your account, and you are in.',
    inviteRoles: (roles: string) => `Your roles will be: ${roles}.`,
    inviteSubmit: 'Make my account',
    noToken: {
      title: 'This link is not complete',
      text: 'Open the link exactly as you got it. It works once, and ends in a long code.',
    },
    required: (field: string) => `${field}: fill this in.`,
    toSignIn: 'To sign-in',
  },

  list: {
    title: 'Cases',
    search: 'Search cases',
    searchHint: 'Name, number, anything known',
    status: 'Status',
    stage: 'Stage',
    process: 'Process',
    assignee: 'Whose',
    whose: { all: 'Everybody’s', me: 'Mine', none: 'Nobody’s' },
    everyStage: 'Every stage',
    everyProcess: 'Every process',
    columns: {
      case: 'Case',
      process: 'Process',
      stage: 'Stage',
      state: 'State',
      assignee: 'Who has it',
      updated: 'Updated',
    },
    caption: 'Cases, those updated last first',
    shown: (count: number, more: boolean) =>
      more ? `The ${count} updated last` : plural(count, 'case', 'cases'),
    more: 'Show more',
    others: (count: number) => `and ${count} more`,
    none: {
      title: 'No cases yet',
      text: 'A case is one customer on the way from strategy to delivery. To see how that looks, fill the workspace with a demonstration, in a second terminal beside the running server:',
      command: 'npm run -s throughline -- seed --demo',
      or: 'Or bring your own history with the command “import”, or start the first case here.',
    },
    noMatch: {
      title: 'No case matches',
      text: 'Nothing fits what you searched and filtered for.',
      clear: 'Clear search and filters',
    },
  },

  case: {
    breadcrumb: 'You are here',
    version: (process: string, version: number) => `${process}, version ${version}`,
    opened: 'Opened',
    updated: 'Last moved',
    closed: 'Closed',
    audit: { about: 'For auditors', link: 'Audit' },
    stages: 'Where the case is',
    stage: {
      now: 'now here',
      been: 'has been here',
      ahead: 'not yet',
    },
    nowIn: 'Now in',
    missing: {
      title: 'There is no such case',
      text: (id: string) => `No case has the number “${id}”.`,
    },
  },

  events: {
    title: 'What can be done now',
    none: 'Nothing can be sent from here now. A timer or another department moves the case on.',
    closed: 'The case is closed: it has come to its end, and nothing more can be sent.',
    back: 'way back',
    blocked: 'Not possible now, and why',
    sent: (title: string) => `Done: ${title}.`,
    nowIn: (where: string) => `The case is now in ${where}.`,
    stayed: (where: string) => `The case stays in ${where}.`,
    ended: 'The case is closed.',
    cancel: 'Cancel',
    moved:
      'Somebody has moved the case since you looked. What you typed is still here: see if it still fits, then send it again.',
    gone: 'This can no longer be sent: the case has moved on.',
    offline: 'Not sent: the server cannot be reached. Send it again; it will count once.',
    signedOut: 'Not sent: you are signed out. Sign in, then send it again; what you typed is still here.',
  },

  form: {
    optional: 'optional',
    choose: 'Choose …',
    add: (what: string) => `Add ${what.toLowerCase()}`,
    removeShort: 'Remove',
    remove: (what: string) => `Remove ${what.toLowerCase()}`,
    moveUp: (what: string) => `Move ${what.toLowerCase()} up`,
    moveDown: (what: string) => `Move ${what.toLowerCase()} down`,
    item: (what: string, number: number) => `${what} ${number}`,
    kind: 'Kind',
    notFound: 'Nothing is called that',
    clear: (what: string) => `Clear ${what.toLowerCase()}`,
    unlisted: 'This field is of a kind that cannot be filled in here.',
    wrong: (count: number) => `${plural(count, 'field is', 'fields are')} not right yet:`,
  },

  why: {
    whole: 'The rule as written',
    fix: 'What to do',
    owner: 'Who can mend it',
    roles: (roles: string) => `Only ${roles} can send this.`,
    yours: (roles: string) => `Your roles: ${roles}.`,
    compared: (what: string, is: string, needed: string) => `${what} is ${is}; it has to be ${needed}.`,
    needed: {
      '==': (value: string) => value,
      '!=': (value: string) => `anything but ${value}`,
      '<': (value: string) => `below ${value}`,
      '<=': (value: string) => `at most ${value}`,
      '>': (value: string) => `above ${value}`,
      '>=': (value: string) => `at least ${value}`,
      in: (values: string) => values,
    },
    neededDay: {
      '==': (day: string) => day,
      '!=': (day: string) => `any day but ${day}`,
      '<': (day: string) => `before ${day}`,
      '<=': (day: string) => `no later than ${day}`,
      '>': (day: string) => `after ${day}`,
      '>=': (day: string) => `no earlier than ${day}`,
      in: (days: string) => days,
    },
    oneWouldDo: 'One of these would be enough.',
    notIn: (state: string) => `The case is not in ${state}.`,
    noneFits: (list: string) => `Nothing among ${list.toLowerCase()} fits.`,
    from: (needed: string, name: string) => `${needed} (${name})`,
    missing: (names: string[]) =>
      names.length === 1 ? `${names[0]} is not known yet.` : `Not known yet: ${names.join(', ')}.`,
    undecided: (reason: string) => `This cannot be decided: ${reason}.`,
    reads: (values: string[]) => (values.length > 0 ? `It read ${values.join('; ')}.` : 'It does not hold.'),
    mustNot: (values: string[]) =>
      values.length > 0 ? `This must not be so: ${values.join('; ')}.` : 'The opposite has to hold.',
    element: (name: string) => `${name} does not fit.`,
    computed: 'The value',
    today: 'Today',
    numberOf: (what: string) => `Number of ${what.toLowerCase()}`,
    outcome: { pass: 'holds', fail: 'does not hold', unknown: 'cannot be decided yet' },
  },

  data: {
    title: 'What is known',
    none: 'Nothing is recorded yet.',
  },

  promises: {
    title: 'Promises',
    none: 'Nothing has been promised yet.',
    due: 'Due',
    count: (count: number) => plural(count, 'promise', 'promises'),
  },

  history: {
    title: 'What happened',
    started: 'opened the case',
    tried: (title: string) => `tried “${title}”, which was refused`,
    timer: 'Time passed',
    waited: (where: string) => `the wait in ${where} was over`,
    process: 'Another process',
    damaged: (seq: number) =>
      `Entry ${seq} cannot be read: what is on record is damaged. Tell an operator: a backup may still have it.`,
    stoppedBy: (rules: string[]) =>
      `Stopped by the ${rules.length === 1 ? 'rule' : 'rules'} ${rules.map(rule => `“${rule}”`).join(' and ')}`,
    moved: (to: string) => `Now in ${to}`,
    said: (text: string) => `“${text}”`,
    took: 'took the case',
    gave: (name: string, why: string | null) => `gave the case to ${name}${why === null ? '' : `: “${why}”`}`,
    prioritised: (priority: string, why: string | null) =>
      `set the priority to ${priority}${why === null ? '' : `: “${why}”`}`,
    attached: (name: string) => `attached the file “${name}”`,
    gaveBack: (why: string | null) => `gave the case back${why === null ? '' : `: “${why}”`}`,
    supplied: 'supplied by the import',
    all: (count: number) => `Show all ${count}`,
    somebody: 'Somebody',
  },

  size: {
    bytes: (count: number) => `${count} ${count === 1 ? 'byte' : 'bytes'}`,
    kilobytes: (number: string) => `${number} KB`,
    megabytes: (number: string) => `${number} MB`,
  },

  refusal: {
    'unknown-event': 'This process has nothing of that name.',
    'not-accepted-here': 'This cannot be done where the case is now.',
    'not-permitted': 'None of your roles may do this here.',
    'invalid-data': 'Some fields are not right yet.',
    'guard-false': 'A rule says no.',
    'guard-unknown': 'A rule cannot be decided yet, because something is not known.',
    'assignment-failed':
      'What is known of the case could not be brought up to date with this. Tell the owner of the process.',
    'too-many-steps': 'The process did not come to rest. Tell its owner.',
    stale: 'The case has moved since you looked. Look again.',
    closed: 'The case is closed: nothing more can be done with it.',
    'out-of-order': 'This is said to have happened before the last thing on record.',
  } satisfies Record<RefusalReason, string>,
}
