export const words = {
  open: 'Search and commands',
  label: 'What do you want to do?',
  hint: 'Go somewhere, find a case, do something',
  nothing: 'Nothing fits. Try another word, or a case’s number.',
  found: (count: number) => (count === 1 ? '1 result' : `${count} results`),
  group: {
    recent: 'Used last',
    go: 'Go to',
    processes: 'Processes',
    cases: 'Cases',
    settings: 'Settings',
  },
  toProcess: (name: string) => `Open ${name}`,
  toCase: (id: string) => `Open case ${id}`,
  theme: { light: 'Light colours', dark: 'Dark colours', auto: 'Colours as the system has them' },
}
