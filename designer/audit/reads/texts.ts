// Every word of the page that says who has read what.

export const words = {
  title: 'Who read',
  intro:
    'What auditors and administrators look at is itself on record, from before it is shown to them, and cannot be removed: whoever watches is watched too. Looking at this page is recorded as well.',
  person: 'Person',
  everybody: 'Everybody',
  when: 'When',
  always: 'At any time',
  days: 'Days …',
  from: 'From',
  to: 'Until, that day included',
  only: (id: string) => `Only who read case ${id}.`,
  everyCase: 'Every case',
  columns: { who: 'Who', what: 'What', about: 'Case', when: 'When', times: 'How often' },
  label: 'What was read, the newest first',
  times: (count: number) => (count === 1 ? 'once' : `${count.toLocaleString('en')} times`),
  more: 'Show more',
  none: {
    title: 'Nobody has read that',
    text: 'No reading on record is of this person and this time.',
    clear: 'Show everybody’s, at any time',
  },
}
