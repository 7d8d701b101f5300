// What the board says.

import { formatAlternatives, formatList } from '../../ui/format.ts'

const cases = (count: number) => `${count} ${count === 1 ? 'case' : 'cases'}`

export const words = {
  title: 'Board',
  columns: 'Columns of the board',
  by: { label: 'Columns', stage: 'Departments', state: 'States' },
  process: 'Process',
  whose: { label: 'Whose cases', all: 'Everybody’s', me: 'Mine', none: 'Nobody’s' },
  priority: { label: 'Priority', all: 'Every priority' },
  priorities: { urgent: 'Urgent', high: 'High', normal: 'Normal', low: 'Low' },
  search: 'Search the board',
  searchHint: 'Name, number, any word',
  column: 'Column',
  previous: 'The column before',
  next: 'The next column',
  noStage: 'No department',
  count: (count: number | null) => (count === null ? 'more than 30 cases' : cases(count)),
  many: '30+',
  empty: 'Nothing here',
  none: {
    title: 'No open cases',
    text: 'Cases of this process stand here in columns as soon as there are some.',
  },
  noMatch: { title: 'Nothing matches', text: 'No case fits what you are looking for.', clear: 'Show all' },
  noProcess: { title: 'No process yet', text: 'A board shows the cases of a process. Publish one first.' },
  open: (name: string) => `Show ${name}`,
  close: (name: string) => `Fold ${name}`,
  more: 'Show more',
  total: (amount: string, isWhole: boolean) => (isWhole ? amount : `${amount}+`),
  totalSpoken: (title: string, amount: string, isWhole: boolean) =>
    isWhole ? `${title} in all: ${amount}` : `${title}, at least: ${amount}`,
  worth: 'Worth',
  due: 'Due',
  overdue: 'Overdue',
  here: (days: string) => `Here for ${days}`,
  nobody: 'Nobody has it',
  has: (name: string) => `${name} has it`,
  moveNamed: (name: string) => `Move ${name} to…`,
  keys: 'Arrow keys go from card to card, Enter opens a case, M moves it.',

  moving: (name: string) => `Move ${name} to…`,
  leads: (events: string[]) => events.join(' · '),
  noWay: (columns: string[]) =>
    columns.length > 6
      ? `No event leads from here to the other ${columns.length} columns.`
      : `No event leads from here to ${formatList(columns)}.`,
  noWayAtAll: 'No event leads from here to another column.',
  choose: (name: string, column: string) => `How does ${name} go to ${column}?`,
  blocked: (name: string, column: string) => `${name} cannot go to ${column} yet`,
  toCase: 'To the case',
  form: (event: string, name: string) => `${event}: ${name}`,
  closeDialog: 'Close',
  cancel: 'Cancel',

  moved: (name: string, where: string) => `${name} is now in ${where}.`,
  ended: (name: string) => `${name} has ended and is closed.`,
  elsewhere: (name: string, wanted: string, where: string) =>
    `${name} is now in ${where}, not in ${wanted}: the rules of the process led it there.`,
  stayed: (name: string, where: string) => `${name} stays in ${where}. The event is on record.`,
  meanwhile: (name: string, where: string) =>
    `${name} was moved meanwhile and is now in ${where}. Nothing was changed by you.`,
  nowhere: (name: string, column: string, reachable: string[]) =>
    `No event leads ${name} to ${column}. ${
      reachable.length === 0
        ? 'From here no event leads to another column.'
        : `From here: ${formatList(reachable)}.`
    }`,
  back: (name: string, where: string) => `${name} is back in ${where}.`,
  refused: (name: string, why: string) => `${name} was not moved: ${why}`,
  dismiss: 'Dismiss',
  lead: (events: string[]) => `Let go: ${formatAlternatives(events)}`,
  locked: (rule: string) => `In the way: ${rule}`,
  only: (roles: string) => `Only for ${roles}`,
  no: 'Nothing leads here',
}
